package dev.strongroom.domain.keystore;

import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.crypto.WrapContext;
import dev.strongroom.domain.name.AccountId;
import java.util.function.IntFunction;

/** Wraps and unwraps keys under the root keys of accounts, which never leave their token. */
public interface RootKeyStore {

  /**
   * Makes the first root key of a new account. Its row is committed before the token is asked, so
   * that a crash leaves nothing that is not known. Not inside a transaction.
   */
  void create(AccountId account);

  /**
   * Wraps a key under the account's newest root key, and opens the wrap once before it is given
   * out. Counts against the root key's limit of wraps, in a transaction of its own.
   *
   * @param contextOfVersion what the wrap is bound to, by the root key's version
   */
  Wrapped wrap(AccountId account, IntFunction<WrapContext> contextOfVersion, SecretBytes key);

  /**
   * Opens a wrapped key.
   *
   * @throws dev.strongroom.domain.crypto.NotAuthenticException when it was not wrapped so
   */
  SecretBytes unwrap(AccountId account, int rootVersion, WrapContext context, byte[] wrapped)
      throws dev.strongroom.domain.crypto.NotAuthenticException;

  /**
   * A wrapped key.
   *
   * @param rootVersion the version of the root key that wraps it
   * @param bytes IV, ciphertext and tag
   */
  record Wrapped(int rootVersion, byte[] bytes) {}
}
