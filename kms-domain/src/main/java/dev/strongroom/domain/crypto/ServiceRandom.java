package dev.strongroom.domain.crypto;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.Arrays;

/** {@link Randomness} for the interfaces of the JCA. */
final class ServiceRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final Spi spi;

  ServiceRandom(Randomness randomness) {
    this(new Spi(randomness));
  }

  private ServiceRandom(Spi spi) {
    super(spi, null);
    this.spi = spi;
  }

  /** Without the lock that the JDK holds around generators of others: these need none. */
  @Override
  public void nextBytes(byte[] target) {
    spi.engineNextBytes(target);
  }

  private static final class Spi extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;

    private final transient Randomness randomness;

    Spi(Randomness randomness) {
      this.randomness = randomness;
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      // The generators are seeded by the system and the HSM, and by nobody else.
    }

    @Override
    protected void engineNextBytes(byte[] target) {
      for (int at = 0; at < target.length; at += Randomness.MOST_BYTES) {
        int count = Math.min(target.length - at, Randomness.MOST_BYTES);
        byte[] bytes = randomness.bytes(count);
        System.arraycopy(bytes, 0, target, at, count);
        Arrays.fill(bytes, (byte) 0);
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      return randomness.bytes(count);
    }
  }
}
