package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded server again when it has ended by itself: killed for want of memory, say, or
 * given up because its disk was full. Only what is known to have ended is started, by the one
 * thread of the one process that holds the home's lock; PostgreSQL's own check of its shared memory
 * refuses a second server beside orphaned backends, and then it is tried again.
 */
final class PostmasterWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostmasterWatch.class);
  private static final long LOOK_EVERY_MILLIS = 200;
  private static final long FIRST_PAUSE_MILLIS = 100;
  // Longer pauses would spare nothing that matters, and keep calls waiting once the cause is gone.
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final long STEADY_AFTER_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long COMPLAIN_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Postmaster postmaster;
  private final int port;
  private final Check check;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private Optional<ProcessHandle> process;
  private long startedAt = System.nanoTime();
  private long pauseMillis = FIRST_PAUSE_MILLIS;

  /** Refuses a server that runs but not as it must. */
  @FunctionalInterface
  interface Check {
    void run() throws IOException, SQLException;
  }

  private PostmasterWatch(Postmaster postmaster, int port, Check check) throws IOException {
    this.postmaster = postmaster;
    this.port = port;
    this.check = check;
    this.process = postmaster.process();
    this.thread = Thread.ofPlatform().name("postgres-watch").daemon().unstarted(this::watch);
  }

  /**
   * Begins to watch a server that has just been started.
   *
   * @param port where its clients look for it
   * @param check is run after each new start
   */
  static PostmasterWatch begin(Postmaster postmaster, int port, Check check) throws IOException {
    PostmasterWatch watch = new PostmasterWatch(postmaster, port, check);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    while (!isClosingWithin(LOOK_EVERY_MILLIS)) {
      if (hasEnded()) {
        LOG.error(
            "The embedded PostgreSQL has ended by itself and is started again; its log is {}.",
            postmaster.log());
        startUntilItRuns();
      }
    }
  }

  private void startUntilItRuns() {
    if (System.nanoTime() - startedAt > STEADY_AFTER_NANOS) {
      pauseMillis = FIRST_PAUSE_MILLIS;
    }
    long complained = System.nanoTime() - COMPLAIN_EVERY_NANOS;
    while (!isClosingWithin(pauseMillis)) {
      pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
      try {
        startOnce();
        LOG.warn("The embedded PostgreSQL runs again.");
        return;
      } catch (IOException | SQLException | RuntimeException | Error e) {
        if (System.nanoTime() - complained >= COMPLAIN_EVERY_NANOS) {
          complained = System.nanoTime();
          LOG.error("The embedded PostgreSQL does not start; it is tried again and again.", e);
        }
      }
    }
  }

  private boolean hasEnded() {
    return process.filter(Postmaster::lives).isEmpty();
  }

  /** One that runs but takes no connections yet is asked again, not stopped and started. */
  private void startOnce() throws IOException, SQLException {
    if (hasEnded()) {
      postmaster.startAgain(port);
      process = postmaster.process();
      startedAt = System.nanoTime();
    }
    try {
      check.run();
    } catch (StartFailure e) {
      postmaster.stop();
      throw e;
    }
  }

  private boolean isClosingWithin(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true; // nobody interrupts this thread but to end it
    }
  }

  /** Ends the watch, after a start that is under way; the server itself is left as it is. */
  @Override
  public void close() {
    closing.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
