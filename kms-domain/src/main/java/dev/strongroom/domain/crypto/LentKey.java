package dev.strongroom.domain.crypto;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A key for JCA that keeps no copy: it points into an array that its maker wipes after use. ({@code
 * SecretKeySpec} copies, and its copy cannot be wiped. The JDK's HMAC and AES wipe what {@link
 * #getEncoded} gives them.)
 */
final class LentKey implements SecretKey {
  private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final transient byte[] bytes;
  private final transient int offset;
  private final transient int length;

  LentKey(String algorithm, byte[] bytes, int offset, int length) {
    this.algorithm = algorithm;
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  @Override
  public String toString() {
    return "LentKey[" + algorithm + ", redacted]";
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a key");
  }
}
