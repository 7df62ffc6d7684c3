package dev.strongroom.domain.keystore;

import dev.strongroom.domain.crypto.CiphertextBlob;
import dev.strongroom.domain.crypto.EncryptionContext;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.MaterialId;

/** A store of key material: it answers with ciphertexts and plaintexts, never with material. */
public interface KeyBackend {

  /** Makes material for a new symmetric key. Waits for the token: not inside a transaction. */
  NewMaterial create(KeyArn key, String spec, String usage, String origin);

  /** Encrypts under the key's current material; the result is an encoded {@link CiphertextBlob}. */
  byte[] encrypt(BackingKey key, byte[] plaintext, EncryptionContext context, Reading reading);

  /**
   * Decrypts under the material that the ciphertext names.
   *
   * @throws UnknownMaterialException when the key has no such material
   * @throws NotAuthenticException when the ciphertext or the context is not what was encrypted
   */
  Decrypted decrypt(
      BackingKey key, CiphertextBlob ciphertext, EncryptionContext context, Reading reading)
      throws UnknownMaterialException, NotAuthenticException;

  /**
   * A plaintext and the material that decrypted it.
   *
   * @param plaintext to be wiped by whoever gets it
   */
  record Decrypted(byte[] plaintext, MaterialId material) {}
}
