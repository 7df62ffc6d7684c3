package dev.strongroom.domain.crypto;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;

/** HMAC-SHA-256 (FIPS 198-1), 32 bytes long, over the concatenation of its parts. */
final class HmacSha256 {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Spares<Mac> SPARES = new Spares<>(HmacSha256::create);

  /** What a spare is keyed with while it waits, so that no real key stays in its pads. */
  private static final LentKey NO_KEY = new LentKey(ALGORITHM, new byte[32], 0, 32);

  private HmacSha256() {}

  static byte[] of(byte[] key, byte[]... parts) {
    return of(key, 0, key.length, parts);
  }

  static byte[] of(byte[] key, int offset, int length, byte[]... parts) {
    Mac mac = SPARES.take();
    try {
      mac.init(new LentKey(ALGORITHM, key, offset, length));
      for (byte[] part : parts) {
        mac.update(part);
      }
      byte[] result = mac.doFinal();
      mac.init(NO_KEY);
      // Else its hash keeps the result, which may be a key: only what has begun can be reset.
      mac.update((byte) 0);
      mac.reset();
      SPARES.giveBack(mac);
      return result;
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
  }

  private static Mac create() {
    try {
      return Mac.getInstance(ALGORITHM, Jdk.SUN_JCE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
