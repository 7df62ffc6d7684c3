package dev.strongroom.domain.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Writes fields so that no two different sequences of fields give the same bytes: every field is
 * {@code u32 length | bytes}, big-endian.
 */
final class CanonicalBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  /** Bare bytes without a length: only for what has a fixed length at a fixed place. */
  CanonicalBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** One bare byte: a version, a type or a presence. */
  CanonicalBytes raw(int value) {
    out.write(value);
    return this;
  }

  CanonicalBytes bytes(byte[] value) {
    return raw(u32(value.length)).raw(value);
  }

  CanonicalBytes text(String value) {
    return bytes(utf8(value));
  }

  /** A whole number, as eight bytes after their length. */
  CanonicalBytes number(long value) {
    return bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  CanonicalBytes uuid(UUID value) {
    return bytes(bytesOf(value));
  }

  byte[] toArray() {
    return out.toByteArray();
  }

  static byte[] bytesOf(UUID uuid) {
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  static byte[] u32(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  /**
   * The text in UTF-8. An unpaired surrogate is refused: Java would write a question mark for it,
   * and two different texts would give the same bytes.
   */
  static byte[] utf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException("text with an unpaired surrogate has no UTF-8 form");
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
