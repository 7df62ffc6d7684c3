package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;

/**
 * A key pair, opened. The caller sees to it that the algorithm is one of the spec's and the message
 * type one of the algorithm's, and that a digest has its length.
 */
public final class AsymmetricKey implements OpenedKey {
  private final KeySpec spec;
  private final byte[] publicKey;
  private final Randomness randomness;
  private volatile boolean closed;

  private AsymmetricKey(KeySpec spec, byte[] publicKey, Randomness randomness) {
    this.spec = spec;
    this.publicKey = publicKey;
    this.randomness = randomness;
  }

  /**
   * Opens a pair. The pair stays the caller's, to close.
   *
   * @throws IllegalArgumentException when it is not one of the spec
   */
  public static AsymmetricKey open(KeySpec spec, KeyPairMaterial pair, Randomness randomness) {
    return new AsymmetricKey(spec, pair.publicKey(), randomness);
  }

  /** The public key, DER of a SubjectPublicKeyInfo (RFC 5280). */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /**
   * Signs.
   *
   * @return PKCS #1's octet string for RSA, DER of r and s for ECDSA and SM2, the standards' own
   *     octets for the others
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] sign(SigningAlgorithm algorithm, MessageType type, byte[] message) {
    throw new UnsupportedOperationException(spec + " " + randomness);
  }

  /**
   * Whether the signature is this key's of this message; whatever bytes it is made of.
   *
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public boolean verify(
      SigningAlgorithm algorithm, MessageType type, byte[] message, byte[] signature) {
    throw new UnsupportedOperationException();
  }

  /** The longest plaintext that the algorithm takes with this key, in bytes. */
  public int longestPlaintext(EncryptionAlgorithm algorithm) {
    throw new UnsupportedOperationException();
  }

  /**
   * Encrypts.
   *
   * @param plaintext at most {@link #longestPlaintext} bytes
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] encrypt(EncryptionAlgorithm algorithm, byte[] plaintext) {
    throw new UnsupportedOperationException();
  }

  /**
   * Decrypts. The plaintext is the caller's, to wipe.
   *
   * @throws NotAuthenticException when this key's public half did not make the ciphertext
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext)
      throws NotAuthenticException {
    throw new NotAuthenticException();
  }

  /**
   * The raw secret of ECDH: the x coordinate, as long as the field (SP 800-56A, section 5.7.1.2).
   * The secret is the caller's, to wipe.
   *
   * @param peer DER of a SubjectPublicKeyInfo
   * @throws InvalidPublicKeyException when it is no public key of the same curve
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] agree(byte[] peer) throws InvalidPublicKeyException {
    throw new InvalidPublicKeyException("");
  }

  /**
   * A new shared secret of ML-KEM (FIPS 203, section 7.2).
   *
   * @param secret 32 bytes, to be wiped by whoever gets it
   */
  public record Encapsulated(byte[] secret, byte[] ciphertext) {}

  /**
   * Makes a shared secret and encapsulates it under the public key.
   *
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public Encapsulated encapsulate() {
    throw new UnsupportedOperationException();
  }

  /**
   * Recovers a shared secret; from a ciphertext that was not made for this key, another one (FIPS
   * 203, section 7.3: implicit rejection). The secret is the caller's, to wipe.
   *
   * @throws MalformedCiphertextException when the ciphertext has another length than this key's
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] decapsulate(byte[] ciphertext) throws MalformedCiphertextException {
    throw new MalformedCiphertextException("");
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public int weight() {
    return publicKey.length;
  }

  @Override
  public void close() {
    closed = true;
  }
}
