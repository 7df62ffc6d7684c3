package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.KeySpec;

/** Makes key pairs. */
public final class KeyPairs {
  private final Randomness randomness;

  public KeyPairs(Randomness randomness) {
    this.randomness = randomness;
  }

  /**
   * A new pair. One of RSA takes up to seconds of CPU.
   *
   * @param spec an asymmetric one
   */
  public KeyPairMaterial generate(KeySpec spec) {
    throw new UnsupportedOperationException(spec + " from " + randomness);
  }
}
