package dev.strongroom.server.wiring;

import dev.strongroom.domain.operation.RejectionLog;
import dev.strongroom.domain.throttle.Throttle;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The small things that are done by the clock. */
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final long PRUNE_EVERY_MINUTES = 10;

  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("upkeep").daemon().factory());
  private final JdbcClient jdbc;

  /**
   * @param jobs whether what is due for the whole deployment is done here too
   */
  Upkeep(JdbcClient jdbc, RejectionLog rejections, Throttle throttle, Clock clock, boolean jobs) {
    this.jdbc = jdbc;
    repeat(throttle::forgetIdle, 1, TimeUnit.SECONDS);
    repeat(() -> rejections.flush(clock.instant()), 1, TimeUnit.SECONDS);
    if (jobs) {
      // Any replica may prune at any time: the function only removes what all can have seen.
      repeat(this::pruneChangeFeed, PRUNE_EVERY_MINUTES, TimeUnit.MINUTES);
    }
  }

  private void pruneChangeFeed() {
    jdbc.sql("SELECT prune_change_feed()").query(Long.class).single();
  }

  private void repeat(Runnable work, long every, TimeUnit unit) {
    // A periodic task that throws is never run again, so failures end here.
    Runnable guarded =
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            LOG.warn("Upkeep failed; it is tried again.", e);
          }
        };
    var _ = clockwork.scheduleWithFixedDelay(guarded, every, every, unit);
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
