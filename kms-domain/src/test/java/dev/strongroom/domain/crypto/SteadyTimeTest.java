package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
  private long nanos = Long.MAX_VALUE - 5;

  @Test
  void passesWithTheMonotonicClockAlone() {
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    SteadyTime time = new SteadyTime(start, () -> nanos);
    assertThat(time.instant()).isEqualTo(start);
    // A monotonic clock may wrap around.
    nanos += Duration.ofMinutes(2).toNanos();
    assertThat(time.instant()).isEqualTo(start.plusSeconds(120));
  }
}
