package dev.strongroom.domain.crypto;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One key material of a symmetric KMS key, opened. It does not keep the material, only two keys
 * derived from it (KDK: key derivation key):
 *
 * <pre>
 * KDK(use)    = SP 800-108 counter mode, AES-256-CMAC(material), 256 bits;
 *               label "strongroom.kdk.v1",
 *               context = use in ASCII | account, 48 bits | key id, 128 bits | material id, 256 bits
 * salt        = first 16 bytes of
 *               HMAC-SHA-256(KDK("hedge"), 32 random bytes | SHA-256(plaintext) | SHA-256(context))
 * K1 | K2     = SP 800-108 counter mode, HMAC-SHA-256(KDK("blob")), 512 bits;
 *               label "strongroom.v1", context = bytes 0..56 of the blob | SHA-256(context)
 * message key = K1;  commitment = K2
 * AAD         = bytes 0..68 of the blob | context
 * </pre>
 *
 * <p>CMAC, because the same 32 bytes may be imported as an HMAC key too, whose GenerateMac must not
 * compute these keys. A key per message, because it lifts the limit of 2^32 random IVs. A
 * commitment, because GCM alone lets one ciphertext open under two keys. A hedged salt, because a
 * cloned machine repeats its random bytes.
 *
 * <p>Safe for use by several threads. The layout is {@link CiphertextBlob}'s.
 */
public final class SymmetricKey implements OpenedKey {
  /** The size of the material, in bytes. */
  public static final int MATERIAL_LENGTH = 32;

  // Two derived keys off the heap with what guards them, and the names of key and material.
  private static final int WEIGHT = 800;

  private static final String KDK_LABEL = "strongroom.kdk.v1";
  private static final String MESSAGE_LABEL = "strongroom.v1";
  private static final int KDK_LENGTH = 32;
  private static final int BLOB_KDK = 0;
  private static final int HEDGE_KDK = KDK_LENGTH;
  private static final int HEDGED_LENGTH = 32;

  private final byte[] header;
  private final SecretBytes kdks;

  private SymmetricKey(byte[] header, SecretBytes kdks) {
    this.header = header;
    this.kdks = kdks;
  }

  /**
   * Opens a key material. The material stays the caller's, to close.
   *
   * @param material 32 bytes
   * @throws IllegalArgumentException when it has another size
   * @throws IllegalStateException when it has been closed
   */
  public static SymmetricKey derive(
      SecretBytes material, AccountId account, KeyId key, MaterialId materialId) {
    if (material.size() != MATERIAL_LENGTH) {
      throw new IllegalArgumentException("the material of a symmetric key has 32 bytes");
    }
    byte[] derived = new byte[2 * KDK_LENGTH];
    try (SecretBytes.Lease lease = material.lease()) {
      return lease.withBytes(
          bytes -> {
            derive(bytes, kdkContext("blob", account, key, materialId), derived, BLOB_KDK);
            derive(bytes, kdkContext("hedge", account, key, materialId), derived, HEDGE_KDK);
            return new SymmetricKey(
                CiphertextBlob.header(account, key, materialId), SecretBytes.takeFrom(derived));
          });
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  /**
   * Encrypts; the result is an encoded {@link CiphertextBlob}, 117 bytes longer than the plaintext.
   * Nothing is kept of the plaintext, which is the caller's to wipe.
   *
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] encrypt(byte[] plaintext, EncryptionContext context, Randomness randomness) {
    return encrypt(plaintext, context, randomness.bytes(HEDGED_LENGTH + AesGcm.IV_LENGTH));
  }

  /** Encrypts with these random bytes: 32 for the salt, 12 of IV. Wipes them. */
  byte[] encrypt(byte[] plaintext, EncryptionContext context, byte[] random) {
    byte[] blob =
        Arrays.copyOf(header, CiphertextBlob.SEALED + plaintext.length + AesGcm.TAG_LENGTH);
    byte[] contextHash = Digests.sha256(context.canonicalShared());
    byte[] hedged = Arrays.copyOf(random, HEDGED_LENGTH);
    System.arraycopy(random, HEDGED_LENGTH, blob, CiphertextBlob.IV, AesGcm.IV_LENGTH);
    byte[] keys;
    try (SecretBytes.Lease lease = kdks.lease()) {
      keys =
          lease.withBytes(
              kdk -> {
                byte[] salt =
                    HmacSha256.of(
                        kdk, HEDGE_KDK, KDK_LENGTH, hedged, Digests.sha256(plaintext), contextHash);
                System.arraycopy(salt, 0, blob, CiphertextBlob.SALT, CiphertextBlob.SALT_LENGTH);
                return messageKeys(kdk, blob, contextHash);
              });
    }
    try {
      System.arraycopy(
          keys, KDK_LENGTH, blob, CiphertextBlob.COMMITMENT, CiphertextBlob.COMMITMENT_LENGTH);
      AesGcm.seal(
          keys,
          blob,
          CiphertextBlob.IV,
          CiphertextBlob.SEALED,
          plaintext,
          authenticated(blob),
          context.canonicalShared());
      return blob;
    } finally {
      Arrays.fill(keys, (byte) 0);
      Arrays.fill(random, (byte) 0);
      Arrays.fill(hedged, (byte) 0);
    }
  }

  /**
   * Decrypts. The plaintext is the caller's, to wipe.
   *
   * @throws NotAuthenticException when this key, with this context, did not make the blob
   * @throws IllegalStateException when this key has been closed: open it again
   */
  public byte[] decrypt(CiphertextBlob ciphertext, EncryptionContext context)
      throws NotAuthenticException {
    byte[] blob = ciphertext.encodedShared();
    byte[] contextHash = Digests.sha256(context.canonicalShared());
    byte[] keys;
    try (SecretBytes.Lease lease = kdks.lease()) {
      keys = lease.withBytes(kdk -> messageKeys(kdk, blob, contextHash));
    }
    byte[] commitment = Arrays.copyOfRange(keys, KDK_LENGTH, keys.length);
    try {
      if (!Digests.equal(commitment, ciphertext.commitment())) {
        throw new NotAuthenticException();
      }
      return AesGcm.open(
          keys,
          blob,
          CiphertextBlob.IV,
          CiphertextBlob.SEALED,
          authenticated(blob),
          context.canonicalShared());
    } finally {
      Arrays.fill(keys, (byte) 0);
      Arrays.fill(commitment, (byte) 0);
    }
  }

  @Override
  public boolean isClosed() {
    return kdks.isClosed();
  }

  @Override
  public int weight() {
    return WEIGHT;
  }

  @Override
  public void close() {
    kdks.close();
  }

  /** K1 and K2 for the header and salt in bytes 0 to 56 of the blob. */
  private static byte[] messageKeys(byte[] kdk, byte[] blob, byte[] contextHash) {
    byte[] bound = Arrays.copyOf(blob, CiphertextBlob.IV + contextHash.length);
    System.arraycopy(contextHash, 0, bound, CiphertextBlob.IV, contextHash.length);
    return CounterKdf.hmac(kdk, BLOB_KDK, KDK_LENGTH, 2, MESSAGE_LABEL, bound);
  }

  private static byte[] authenticated(byte[] blob) {
    return Arrays.copyOf(blob, CiphertextBlob.COMMITMENT);
  }

  private static void derive(byte[] material, byte[] context, byte[] target, int at) {
    CounterKdf.cmac(material, KDK_LABEL, context, target, at);
  }

  /** Fields of fixed length follow the use, so no two combinations give the same bytes. */
  private static byte[] kdkContext(
      String use, AccountId account, KeyId key, MaterialId materialId) {
    byte[] ascii = use.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(ascii.length + 6 + 16 + 32)
        .put(ascii)
        .putShort((short) (account.number() >>> 32))
        .putInt((int) account.number())
        .put(CanonicalBytes.bytesOf(key.uuid()))
        .put(materialId.bytes())
        .array();
  }
}
