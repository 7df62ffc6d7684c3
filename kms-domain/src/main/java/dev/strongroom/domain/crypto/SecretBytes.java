package dev.strongroom.domain.crypto;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Secret bytes, opened by a lease. */
public final class SecretBytes implements AutoCloseable {
  private byte @Nullable [] bytes;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public static SecretBytes copyOf(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  /**
   * Opens the secret for one use.
   *
   * @throws IllegalStateException when it was closed
   */
  public synchronized Lease lease() {
    if (bytes == null) {
      throw new IllegalStateException("the secret is closed");
    }
    return new Lease(bytes.clone());
  }

  @Override
  public synchronized void close() {
    bytes = null;
  }

  @Override
  public String toString() {
    return "SecretBytes[redacted]";
  }

  /** A time-bounded look at the secret. */
  public static final class Lease implements AutoCloseable {
    private final byte[] copy;

    private Lease(byte[] copy) {
      this.copy = copy;
    }

    public <T> T withBytes(Function<byte[], T> use) {
      return use.apply(copy);
    }

    @Override
    public void close() {
      Arrays.fill(copy, (byte) 0);
    }
  }
}
