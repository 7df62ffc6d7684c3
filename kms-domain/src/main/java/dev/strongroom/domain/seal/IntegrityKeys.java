package dev.strongroom.domain.seal;

import dev.strongroom.domain.crypto.SealedFields;
import dev.strongroom.domain.name.AccountId;

/** Seals and verifies with an account's integrity key. */
public interface IntegrityKeys {

  /** The seal of a row's fields, 32 bytes. */
  byte[] seal(AccountId account, SealedFields fields);

  /** Whether the seal is that of the fields, compared in constant time. */
  boolean verify(AccountId account, SealedFields fields, byte[] seal);
}
