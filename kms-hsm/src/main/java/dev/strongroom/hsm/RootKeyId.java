package dev.strongroom.hsm;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The CKA_ID by which a root key is found in its token: 16 random bytes.
 *
 * @param bytes the 16 bytes
 */
public record RootKeyId(byte[] bytes) {
  public static final int LENGTH = 16;

  public RootKeyId {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a root key's id has 16 bytes");
    }
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RootKeyId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
