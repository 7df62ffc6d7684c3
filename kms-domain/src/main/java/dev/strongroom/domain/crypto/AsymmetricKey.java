package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/**
 * A key pair, opened. The caller sees to it that the algorithm is one of the spec's and the message
 * type one of the algorithm's, and that a digest has its length.
 */
public final class AsymmetricKey implements OpenedKey {
  private static final Set<KeySpec> QUICK =
      EnumSet.of(KeySpec.ECC_NIST_P256, KeySpec.ECC_NIST_EDWARDS25519);

  private final byte[] publicKey;
  private final FamilyKeys keys;
  private final boolean quick;
  private final LeaseCount uses;

  private AsymmetricKey(byte[] publicKey, FamilyKeys keys, boolean quick) {
    this.publicKey = publicKey;
    this.keys = keys;
    this.quick = quick;
    this.uses = new LeaseCount(keys::destroy);
  }

  /**
   * Opens a pair. The pair stays the caller's, to close. Whether its halves belong together is not
   * tried: they are made, and wrapped, together.
   *
   * @throws IllegalArgumentException when it is not one of the spec
   */
  public static AsymmetricKey open(KeySpec spec, KeyPairMaterial pair, Randomness randomness) {
    return open(spec, pair, new ServiceRandom(randomness), Jca.preferred());
  }

  /** Opens a pair for use with this random generator and these providers. */
  static AsymmetricKey open(KeySpec spec, KeyPairMaterial pair, SecureRandom random, Jca jca) {
    byte[] publicKey = pair.publicKey().clone();
    try (SecretBytes.Lease lease = pair.privateKey().lease()) {
      return lease.withBytes(
          pkcs8 ->
              new AsymmetricKey(
                  publicKey,
                  parse(spec, pkcs8, publicKey, random, jca),
                  canBeQuick(spec) && jca.usesAwsLc()));
    }
  }

  private static FamilyKeys parse(
      KeySpec spec, byte[] pkcs8, byte[] publicKey, SecureRandom random, Jca jca) {
    KeyForms.requireForms(spec, pkcs8, publicKey);
    try {
      return switch (spec.type()) {
        case RSA -> RsaKeys.parse(spec, pkcs8, publicKey, random, jca);
        case NIST_CURVE, SECP256K1 -> CurveKeys.parse(spec, pkcs8, publicKey, random, jca);
        case EDWARDS25519 -> EdwardsKeys.parse(pkcs8, publicKey, jca);
        case SM2 -> Sm2Keys.parse(pkcs8, publicKey, random);
        case ML_DSA -> MlDsaKeys.parse(pkcs8, publicKey, random, jca);
        case ML_KEM -> MlKemKeys.parse(spec, pkcs8, publicKey, random, jca);
        case SYMMETRIC, HMAC -> throw new IllegalArgumentException(spec + " has no key pairs");
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("this is no key pair of " + spec, e);
    }
  }

  /** Whether keys of the spec are {@linkplain #isQuick quick} where AWS-LC works. */
  public static boolean canBeQuick(KeySpec spec) {
    return QUICK.contains(spec);
  }

  /**
   * Whether its operations take some ten microseconds ({@link Primitive}), which is less than going
   * to another thread for them.
   */
  public boolean isQuick() {
    return quick;
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
    try (Use _ = new Use()) {
      return keys.sign(algorithm, type, message);
    }
  }

  /**
   * Whether the signature is this key's of this message; whatever bytes it is made of.
   *
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public boolean verify(
      SigningAlgorithm algorithm, MessageType type, byte[] message, byte[] signature) {
    try (Use _ = new Use()) {
      return keys.verify(algorithm, type, message, signature);
    }
  }

  /**
   * Encrypts.
   *
   * @param plaintext at most {@link KeySpec#longestPlaintext} bytes
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] encrypt(EncryptionAlgorithm algorithm, byte[] plaintext) {
    try (Use _ = new Use()) {
      return keys.encrypt(algorithm, plaintext);
    }
  }

  /**
   * Decrypts. The plaintext is the caller's, to wipe.
   *
   * @throws NotAuthenticException when this key's public half did not make the ciphertext
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext)
      throws NotAuthenticException {
    try (Use _ = new Use()) {
      return keys.decrypt(algorithm, ciphertext);
    }
  }

  /**
   * The raw secret of ECDH: the x coordinate, as long as the field (SP 800-56A, section 5.7.1.2).
   * The secret is the caller's, to wipe.
   *
   * @param peer DER of a SubjectPublicKeyInfo with the same named curve and an uncompressed point
   * @throws InvalidPublicKeyException when it is no public key of the same curve
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] agree(byte[] peer) throws InvalidPublicKeyException {
    try (Use _ = new Use()) {
      return keys.agree(peer);
    }
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
    try (Use _ = new Use()) {
      return keys.encapsulate();
    }
  }

  /**
   * Recovers a shared secret; from a ciphertext that was not made for this key, another one (FIPS
   * 203, section 7.3: implicit rejection). The secret is the caller's, to wipe.
   *
   * @throws MalformedCiphertextException when the ciphertext has another length than this key's
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] decapsulate(byte[] ciphertext) throws MalformedCiphertextException {
    try (Use _ = new Use()) {
      return keys.decapsulate(ciphertext);
    }
  }

  @Override
  public boolean isClosed() {
    return uses.isClosed();
  }

  @Override
  public int weight() {
    return publicKey.length + keys.weight();
  }

  @Override
  public void close() {
    uses.close();
  }

  /** One use of the parsed keys, which are destroyed after the last only. */
  private final class Use implements AutoCloseable {
    Use() {
      if (!uses.tryBegin()) {
        throw new IllegalStateException("the key has been closed");
      }
    }

    @Override
    public void close() {
      uses.end();
    }
  }
}
