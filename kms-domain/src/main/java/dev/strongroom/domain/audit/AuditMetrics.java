package dev.strongroom.domain.audit;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How the audit writer does: every call waits for it. */
final class AuditMetrics {
  private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
  private static final Duration[] WAITS = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final DistributionSummary batchSize;
  private final Timer wait;

  AuditMetrics(MeterRegistry registry, Collection<?> queue) {
    batchSize =
        DistributionSummary.builder("strongroom.audit.batch.size")
            .description("Events that one statement of the audit writer took")
            .serviceLevelObjectives(SIZES)
            .register(registry);
    wait =
        Timer.builder("strongroom.audit.wait")
            .description("From an event's submission to its outcome")
            .serviceLevelObjectives(WAITS)
            .register(registry);
    Gauge.builder("strongroom.audit.queue", queue, Collection::size)
        .description("Events that wait for the audit writer")
        .register(registry);
  }

  /** The outcomes of a batch have been told. */
  void settled(List<Submission> batch) {
    if (batch.isEmpty()) {
      return;
    }
    batchSize.record(batch.size());
    long now = System.nanoTime();
    for (Submission submission : batch) {
      wait.record(now - submission.submittedAt(), TimeUnit.NANOSECONDS);
    }
  }
}
