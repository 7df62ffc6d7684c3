package dev.strongroom.domain.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes that signatures, seals and names need: SHA-256 (FIPS 180-4), HMAC-SHA-256 (FIPS 198-1)
 * and comparison in constant time.
 */
public final class Digests {
  private static final Spares<MessageDigest> SPARES = new Spares<>(Digests::create);

  private Digests() {}

  /** SHA-256 of the concatenation of the parts: 32 bytes. */
  public static byte[] sha256(byte[]... parts) {
    MessageDigest digest = SPARES.take();
    for (byte[] part : parts) {
      digest.update(part);
    }
    byte[] result = digest.digest();
    // Else it keeps the last block of what it hashed, which may be a plaintext.
    digest.reset();
    SPARES.giveBack(digest);
    return result;
  }

  /** HMAC-SHA-256: 32 bytes. The key may have any length; it is the caller's to wipe. */
  public static byte[] hmacSha256(byte[] key, byte[] data) {
    return HmacSha256.of(key, data);
  }

  /** Whether two arrays are equal, in a time that depends on their lengths only. */
  public static boolean equal(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }

  private static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256", Jdk.SUN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
