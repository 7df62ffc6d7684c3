package dev.strongroom.domain.keystore;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.crypto.KeyPairMaterial;
import dev.strongroom.domain.name.AccountId;

/** Where new key pairs come from. */
@FunctionalInterface
public interface KeyPairSource {

  /**
   * A new pair, which nobody else has or will get. May wait for seconds: not while a connection or
   * a lock is held. It is the caller's, to close.
   *
   * @param account on whose behalf
   * @param spec an asymmetric one
   * @throws dev.strongroom.domain.error.KmsException DependencyTimeoutException when it takes too
   *     long
   */
  KeyPairMaterial make(AccountId account, KeySpec spec);
}
