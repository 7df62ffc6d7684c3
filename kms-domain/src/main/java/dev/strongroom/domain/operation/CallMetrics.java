package dev.strongroom.domain.operation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times calls. Labels take only the operations and the error codes that there are: no
 * account, no key, no address, and no text from outside.
 */
public final class CallMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final Map<Operation<?, ?>, OfOperation> byOperation = new ConcurrentHashMap<>();

  public CallMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  OfOperation of(Operation<?, ?> operation) {
    OfOperation known = byOperation.get(operation);
    return known != null ? known : byOperation.computeIfAbsent(operation, OfOperation::new);
  }

  /** Counts a call that never became one of an operation's. */
  void rejected(RejectedCall rejected) {
    Counter.builder("strongroom.calls.rejected")
        .description("Calls that were refused before the pipeline, such as wrong signatures")
        .tag("service", rejected.service().map(Service::actionPrefix).orElse("unknown"))
        .tag("outcome", rejected.error().code().jsonName())
        .register(registry)
        .increment();
  }

  /** The meters of one operation. */
  final class OfOperation {
    private final Operation<?, ?> operation;
    private final Timer duration;
    private final Map<String, Counter> byOutcome = new ConcurrentHashMap<>();

    private OfOperation(Operation<?, ?> operation) {
      this.operation = operation;
      this.duration =
          Timer.builder("strongroom.call.duration")
              .description("From the start of a call to its answer, its audit event included")
              .tag("service", operation.service().actionPrefix())
              .tag("operation", operation.name())
              .serviceLevelObjectives(BUCKETS)
              .register(registry);
    }

    /**
     * @param outcome an error code's name, or one of a few fixed words
     */
    void ended(String outcome, long nanos) {
      Counter counter = byOutcome.get(outcome);
      if (counter == null) {
        counter = byOutcome.computeIfAbsent(outcome, this::counter);
      }
      counter.increment();
      duration.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Counter counter(String outcome) {
      return Counter.builder("strongroom.calls")
          .description("Calls that the pipeline answered, by outcome")
          .tag("service", operation.service().actionPrefix())
          .tag("operation", operation.name())
          .tag("outcome", outcome)
          .register(registry);
    }
  }
}
