package dev.strongroom.domain.keystore;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.algorithm.MacAlgorithm;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import dev.strongroom.domain.crypto.AsymmetricKey;
import dev.strongroom.domain.crypto.CiphertextBlob;
import dev.strongroom.domain.crypto.EncryptionContext;
import dev.strongroom.domain.crypto.InvalidPublicKeyException;
import dev.strongroom.domain.crypto.MalformedCiphertextException;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.MaterialId;

/**
 * A store of key material: it answers with ciphertexts, signatures and the like, never with
 * material. The caller sees to it that the key's spec has the algorithm, and to the lengths that
 * the algorithm sets for what goes in.
 */
public interface KeyBackend {

  /**
   * Makes material for a new key. Waits for the token, and for a pair of RSA up to seconds: not
   * inside a transaction.
   */
  NewMaterial create(KeyArn key, KeySpec spec, KeyUsage usage, String origin);

  /**
   * Encrypts under the current material of a symmetric key; the result is an encoded {@link
   * CiphertextBlob}.
   */
  byte[] encrypt(BackingKey key, byte[] plaintext, EncryptionContext context, Reading reading);

  /**
   * Decrypts under the material of a symmetric key that the ciphertext names.
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

  /**
   * Encrypts with a pair's public key.
   *
   * @param plaintext at most {@link KeySpec#longestPlaintext} bytes
   */
  byte[] encrypt(BackingKey key, EncryptionAlgorithm algorithm, byte[] plaintext, Reading reading);

  /**
   * Decrypts with a pair's private key. The plaintext is the caller's, to wipe.
   *
   * @throws NotAuthenticException when the ciphertext was not made for this pair and algorithm
   */
  byte[] decrypt(BackingKey key, EncryptionAlgorithm algorithm, byte[] ciphertext, Reading reading)
      throws NotAuthenticException;

  /** Signs; in the forms of {@link AsymmetricKey#sign}. */
  byte[] sign(
      BackingKey key,
      SigningAlgorithm algorithm,
      MessageType type,
      byte[] message,
      Reading reading);

  /** Whether the signature is the key's of this message. */
  boolean verify(
      BackingKey key,
      SigningAlgorithm algorithm,
      MessageType type,
      byte[] message,
      byte[] signature,
      Reading reading);

  /** The MAC of a message. */
  byte[] mac(BackingKey key, MacAlgorithm algorithm, byte[] message, Reading reading);

  /** Whether the MAC is the key's of this message. */
  boolean verifyMac(
      BackingKey key, MacAlgorithm algorithm, byte[] message, byte[] mac, Reading reading);

  /**
   * The raw secret of ECDH with a peer. It is the caller's, to wipe.
   *
   * @param peer DER of a SubjectPublicKeyInfo
   * @throws InvalidPublicKeyException when it is no public key of the same curve
   */
  byte[] agree(BackingKey key, byte[] peer, Reading reading) throws InvalidPublicKeyException;

  /** Makes a shared secret and encapsulates it under a pair's public key. */
  AsymmetricKey.Encapsulated encapsulate(BackingKey key, Reading reading);

  /**
   * Recovers a shared secret. It is the caller's, to wipe.
   *
   * @throws MalformedCiphertextException when the ciphertext has not the length of the key's
   */
  byte[] decapsulate(BackingKey key, byte[] ciphertext, Reading reading)
      throws MalformedCiphertextException;

  /** A pair's public key, DER of a SubjectPublicKeyInfo. */
  byte[] publicKey(BackingKey key, Reading reading);
}
