package dev.strongroom.domain.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key derivation of SP 800-108r1 section 4.1 in counter mode: block i is {@code PRF(key, u32 i
 * | label | 00 | context | u32 bits)}, i from 1.
 */
final class CounterKdf {
  private CounterKdf() {}

  /**
   * Derives with HMAC-SHA-256.
   *
   * @param blocks how many blocks of 32 bytes
   */
  static byte[] hmac(byte[] key, int offset, int length, int blocks, String label, byte[] context) {
    byte[] input = input(blocks * 32, label, context);
    byte[] derived = new byte[blocks * 32];
    for (int i = 1; i <= blocks; i++) {
      ByteBuffer.wrap(input).putInt(i);
      byte[] block = HmacSha256.of(key, offset, length, input);
      System.arraycopy(block, 0, derived, (i - 1) * 32, 32);
      Arrays.fill(block, (byte) 0);
    }
    return derived;
  }

  /**
   * Derives 32 bytes with AES-256-CMAC (SP 800-38B) into the target.
   *
   * @param key 32 bytes, the caller's to wipe
   */
  static void cmac(byte[] key, String label, byte[] context, byte[] target, int at) {
    byte[] input = input(2 * AesCmac.LENGTH, label, context);
    for (int i = 1; i <= 2; i++) {
      ByteBuffer.wrap(input).putInt(i);
      AesCmac.of(key, input, target, at + (i - 1) * AesCmac.LENGTH);
    }
  }

  private static byte[] input(int bytes, String label, byte[] context) {
    byte[] labelBytes = label.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(
            Integer.BYTES + labelBytes.length + 1 + context.length + Integer.BYTES)
        .putInt(0)
        .put(labelBytes)
        .put((byte) 0)
        .put(context)
        .putInt(bytes * Byte.SIZE)
        .array();
  }
}
