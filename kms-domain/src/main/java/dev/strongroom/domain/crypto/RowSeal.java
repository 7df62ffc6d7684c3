package dev.strongroom.domain.crypto;

/**
 * The seal of a row that decides something: HMAC-SHA-256 under the account's integrity key over its
 * {@link SealedFields}, 32 bytes. Whoever writes to the database without that key cannot make one.
 */
public final class RowSeal {
  private RowSeal() {}

  /**
   * Seals.
   *
   * @throws IllegalStateException when the integrity key has been closed
   */
  public static byte[] of(SecretBytes integrityKey, SealedFields fields) {
    byte[] encoded = fields.encoded();
    try (SecretBytes.Lease lease = integrityKey.lease()) {
      return lease.withBytes(key -> HmacSha256.of(key, encoded));
    }
  }

  /**
   * Whether the seal is the one of these fields; compared in constant time.
   *
   * @throws IllegalStateException when the integrity key has been closed
   */
  public static boolean verify(SecretBytes integrityKey, SealedFields fields, byte[] seal) {
    return Digests.equal(of(integrityKey, fields), seal);
  }
}
