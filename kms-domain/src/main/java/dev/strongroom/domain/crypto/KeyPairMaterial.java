package dev.strongroom.domain.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Both halves of a key pair, as they are made and as they lie in a wrap. The public key is kept
 * with the private one, so that nobody can exchange it in the database:
 *
 * <pre>
 * 0     version (1)
 * 1..4  length of the private key, big-endian
 * 5..   private key, DER of a PrivateKeyInfo (PKCS #8, RFC 5958)
 *       public key, DER of a SubjectPublicKeyInfo (RFC 5280)
 * </pre>
 *
 * @param privateKey PKCS #8, to be closed by whoever holds it
 * @param publicKey DER of a SubjectPublicKeyInfo, not to be changed
 */
public record KeyPairMaterial(SecretBytes privateKey, byte[] publicKey) implements AutoCloseable {
  private static final byte VERSION = 1;
  private static final int HEADER = 5;
  private static final ValueLayout.OfInt LENGTH =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** The form that is wrapped. This pair stays open. */
  public SecretBytes encoded() {
    int length = privateKey.size();
    try (SecretBytes.Lease lease = privateKey.lease()) {
      return SecretBytes.filledBy(
          HEADER + length + publicKey.length,
          target -> {
            target.set(ValueLayout.JAVA_BYTE, 0, VERSION);
            target.set(LENGTH, 1, length);
            MemorySegment.copy(lease.segment(), 0, target, HEADER, length);
            MemorySegment.copy(
                publicKey,
                0,
                target,
                ValueLayout.JAVA_BYTE,
                (long) HEADER + length,
                publicKey.length);
          });
    }
  }

  /**
   * Reads what {@link #encoded} gave. The encoded form stays the caller's, to close.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static KeyPairMaterial decode(SecretBytes encoded) {
    try (SecretBytes.Lease lease = encoded.lease()) {
      MemorySegment from = lease.segment();
      int length = from.byteSize() > HEADER ? from.get(LENGTH, 1) : 0;
      if (length < 1
          || HEADER + (long) length >= from.byteSize()
          || from.get(ValueLayout.JAVA_BYTE, 0) != VERSION) {
        throw new IllegalArgumentException("this is no key pair of a known form");
      }
      byte[] publicKey = from.asSlice(HEADER + (long) length).toArray(ValueLayout.JAVA_BYTE);
      SecretBytes privateKey =
          SecretBytes.filledBy(length, target -> target.copyFrom(from.asSlice(HEADER, length)));
      return new KeyPairMaterial(privateKey, publicKey);
    }
  }

  /** Forbids further use of the private key. */
  @Override
  public void close() {
    privateKey.close();
  }
}
