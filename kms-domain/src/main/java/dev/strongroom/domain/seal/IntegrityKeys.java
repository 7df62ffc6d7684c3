package dev.strongroom.domain.seal;

import dev.strongroom.domain.crypto.SealedFields;
import dev.strongroom.domain.name.AccountId;

/** Seals and verifies with an account's integrity key. */
public interface IntegrityKeys {

  /**
   * Opens the account's integrity key, so that no transaction has to wait for the token. May block.
   *
   * @return false when there is no such account
   */
  boolean prepare(AccountId account);

  /** The seal of a row's fields, 32 bytes. */
  byte[] seal(AccountId account, SealedFields fields);

  /** Whether the seal is that of the fields, compared in constant time. */
  boolean verify(AccountId account, SealedFields fields, byte[] seal);
}
