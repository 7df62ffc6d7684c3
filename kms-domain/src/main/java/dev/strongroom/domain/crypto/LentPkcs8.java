package dev.strongroom.domain.crypto;

import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A private key for the JCA's key factories that keeps no copy of its own, and wipes those that it
 * gave out. ({@link PKCS8EncodedKeySpec} copies, and its copy cannot be wiped.) For one thread.
 */
final class LentPkcs8 extends PKCS8EncodedKeySpec implements AutoCloseable {
  private final byte[] pkcs8;
  private final List<byte[]> given = new ArrayList<>();

  /**
   * Lends.
   *
   * @param pkcs8 the caller's, to wipe
   */
  LentPkcs8(byte[] pkcs8) {
    super(new byte[0]);
    this.pkcs8 = pkcs8;
  }

  @Override
  public byte[] getEncoded() {
    byte[] copy = pkcs8.clone();
    given.add(copy);
    return copy;
  }

  @Override
  public void close() {
    given.forEach(copy -> Arrays.fill(copy, (byte) 0));
  }
}
