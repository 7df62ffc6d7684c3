package dev.strongroom.domain.name;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of one key material of a KMS key: 32 random bytes, never a hash of the material. AWS
 * returns it as {@code KeyMaterialId}.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record MaterialId(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  /** The number of bytes. */
  public static final int LENGTH = 32;

  public MaterialId {
    if (!isMaterialId(hex)) {
      throw new IllegalArgumentException("not a key material id");
    }
  }

  /** Parses the form that {@link #toString} writes. */
  public static MaterialId parse(String text) {
    return new MaterialId(text);
  }

  /** The id that these 32 bytes make. */
  public static MaterialId of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a key material id has 32 bytes");
    }
    return new MaterialId(HexFormat.of().formatHex(bytes));
  }

  /** Whether {@link #parse} would take the text. */
  public static boolean isMaterialId(String text) {
    return FORM.matcher(text).matches();
  }

  /** The first 16 bytes, which is what a ciphertext header carries; unique per key. */
  public UUID first128() {
    ByteBuffer head = ByteBuffer.wrap(bytes());
    return new UUID(head.getLong(), head.getLong());
  }

  /** The 32 bytes, as a copy. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
