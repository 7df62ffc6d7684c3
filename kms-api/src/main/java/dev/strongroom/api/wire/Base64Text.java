package dev.strongroom.api.wire;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 of RFC 4648 section 4, read strictly: with padding, without white space, and with zero pad
 * bits, so that each value has one encoding. Never makes a String, which could not be wiped.
 */
public final class Base64Text {
  private Base64Text() {}

  /**
   * Decodes a part of an array.
   *
   * @throws KmsException with SERIALIZATION; the message tells lengths only
   */
  public static byte[] decode(char[] text, int offset, int length) {
    if (length % 4 != 0) {
      throw refused("Base64 encoded length is expected a multiple of 4 bytes but found: " + length);
    }
    byte[] ascii = new byte[length];
    try {
      for (int i = 0; i < length; i++) {
        char c = text[offset + i];
        ascii[i] = c < 128 ? (byte) c : 0;
      }
      byte[] decoded = Base64.getDecoder().decode(ascii);
      checkPadBits(ascii, decoded);
      return decoded;
    } catch (IllegalArgumentException notBase64) {
      throw refused("Invalid Base64 character");
    } finally {
      Arrays.fill(ascii, (byte) 0);
    }
  }

  /** The last group is encoded again: if it differs, its unused bits were not zero. */
  private static void checkPadBits(byte[] ascii, byte[] decoded) {
    int tail = decoded.length % 3;
    if (tail == 0) {
      return;
    }
    byte[] last = Arrays.copyOfRange(decoded, decoded.length - tail, decoded.length);
    byte[] again = Base64.getEncoder().encode(last);
    boolean same = Arrays.equals(again, 0, 4, ascii, ascii.length - 4, ascii.length);
    Arrays.fill(last, (byte) 0);
    Arrays.fill(again, (byte) 0);
    if (!same) {
      Arrays.fill(decoded, (byte) 0);
      throw refused("Invalid last non-pad Base64 character");
    }
  }

  private static KmsException refused(String message) {
    return new KmsException(ErrorCode.SERIALIZATION, message);
  }
}
