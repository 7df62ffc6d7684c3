package dev.strongroom.domain.crypto;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time that passes as it does, whatever becomes of the system's clock: for ages and pauses. Its
 * instants are those of the clock as it was at first.
 */
final class SteadyTime implements InstantSource {
  private final Instant start;
  private final LongSupplier nanoTime;
  private final long startNanos;

  SteadyTime() {
    this(Instant.now(), System::nanoTime);
  }

  /**
   * @param nanoTime a clock as {@link System#nanoTime} is one
   */
  SteadyTime(Instant start, LongSupplier nanoTime) {
    this.start = start;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime.getAsLong() - startNanos);
  }
}
