package dev.strongroom.domain.crypto;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that passes as it does, whatever becomes of the system's clock: for ages and pauses. Its
 * instants are those of the clock as it was at first.
 */
final class SteadyTime implements InstantSource {
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }
}
