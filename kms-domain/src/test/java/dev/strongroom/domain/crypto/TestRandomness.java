package dev.strongroom.domain.crypto;

import java.security.SecureRandom;

/** Randomness whose share of the HSM comes from the operating system. */
final class TestRandomness {
  static final Randomness SHARED =
      new Randomness(
          count -> {
            byte[] bytes = new byte[count];
            new SecureRandom().nextBytes(bytes);
            return bytes;
          });

  private TestRandomness() {}
}
