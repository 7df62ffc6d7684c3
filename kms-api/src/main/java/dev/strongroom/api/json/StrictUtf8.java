package dev.strongroom.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Whether bytes are UTF-8 without overlong forms or encoded surrogates (RFC 3629 section 3), which
 * Jackson's reader lets pass.
 */
final class StrictUtf8 {
  private StrictUtf8() {}

  static boolean isValid(byte[] bytes) {
    if (isAscii(bytes)) {
      return true;
    }
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  private static boolean isAscii(byte[] bytes) {
    int seen = 0;
    for (byte b : bytes) {
      seen |= b;
    }
    return seen >= 0;
  }
}
