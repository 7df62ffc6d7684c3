package dev.strongroom.domain.audit;

import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.freshness.Freshness;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group writer: one thread, one connection, one statement a batch. It commits whatever has
 * queued up and tells each call its outcome; the same statement proves that nothing the calls used
 * has changed. Between batches it looks every few seconds, so that an idle replica stays able to
 * judge.
 */
public final class AuditTrail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  // A statement that the database takes in far less time than its connection's time-out.
  private static final long MOST_BYTES_IN_BATCH = 1 << 20;
  private static final int MOST_IN_BATCH = 512;
  private static final long LOOK_EVERY_SECONDS = 2;
  private static final long LONGEST_LOOK_SECONDS = 5;
  // Longer than a statement may take before its connection is given up.
  private static final Duration OLDEST_LOOK = Duration.ofSeconds(15);

  private final BlockingQueue<WriterTask> queue;
  private final AuditConnection connection;
  private final BatchWriter batches;
  private final AuditMetrics metrics;
  private final Thread writer;
  private volatile boolean closing;

  /** Opens a connection as the auditor role. */
  @FunctionalInterface
  public interface ConnectionSource {
    Connection open() throws SQLException;
  }

  /**
   * @param capacity how many events may wait; one more fails at once
   */
  public AuditTrail(
      ConnectionSource connections, Freshness freshness, int capacity, MeterRegistry registry) {
    connection = new AuditConnection(connections, freshness);
    batches = new BatchWriter(connection);
    queue = new ArrayBlockingQueue<>(capacity);
    metrics = new AuditMetrics(registry, queue);
    writer = Thread.ofPlatform().name("audit-writer").daemon().unstarted(this::write);
  }

  /**
   * Connects, takes the first look and starts writing.
   *
   * @throws SQLException when the database cannot be reached
   */
  public void start() throws SQLException {
    var _ = connection.open();
    writer.start();
  }

  /**
   * Hands over an event; its outcome is told later, or at once when the queue is full.
   *
   * @param failure gives the event that says, under the same id, that the call failed: it settles
   *     what became of an event whose commit got no answer
   */
  public void submit(
      AuditEvent event,
      Supplier<AuditEvent> failure,
      Collection<Dependency> dependencies,
      Outcome outcome) {
    Submission submission =
        new Submission(event, failure, List.copyOf(dependencies), outcome, System.nanoTime());
    if (closing || !queue.offer(submission)) {
      outcome.failed(new IllegalStateException("The audit queue takes no more events."));
    }
  }

  /**
   * Waits until the writer has looked once more. Whoever found by itself that something has changed
   * calls this before it decides again: what it reads after this look is not held against it twice.
   */
  public void awaitLook() {
    CompletableFuture<Void> looked = new CompletableFuture<>();
    if (!closing && queue.offer(new WriterTask.AwaitedLook(looked))) {
      try {
        looked.get(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        LOG.debug("The writer did not look in time.", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether the writer could take an event now: it runs, and has looked of late. */
  public boolean isCurrent() {
    Look look = lastLook();
    return isRunning()
        && look != null
        && System.nanoTime() - look.nanoTime() < OLDEST_LOOK.toNanos();
  }

  /** Whether the writer runs; once it has ended, no call is answered any more. */
  public boolean isRunning() {
    return writer.isAlive();
  }

  /** The newest look, or null while the database is away. */
  @Nullable Look lastLook() {
    return connection.lastLook();
  }

  private void write() {
    while (!closing || !queue.isEmpty()) {
      List<Submission> batch = new ArrayList<>();
      List<WriterTask.AwaitedLook> waiting = new ArrayList<>();
      for (WriterTask task : nextTasks()) {
        switch (task) {
          case Submission submission -> batch.add(submission);
          case WriterTask.AwaitedLook look -> waiting.add(look);
        }
      }
      try {
        batches.write(batch);
        metrics.settled(batch);
      } catch (RuntimeException | Error e) {
        // Nothing may end the writer, a want of memory neither: every later call would wait for
        // ever. A call that has its outcome already takes no second one.
        LOG.error("The audit writer failed on a batch of {}.", batch.size(), e);
        batch.forEach(submission -> fail(submission, e));
      }
      waiting.forEach(look -> look.looked().complete(null));
    }
    connection.close();
  }

  private static void fail(Submission submission, Throwable cause) {
    try {
      submission.outcome().failed(new IllegalStateException("the audit writer failed", cause));
    } catch (RuntimeException | Error e) {
      LOG.error("The outcome of a call could not be told.", e);
    }
  }

  private List<WriterTask> nextTasks() {
    List<WriterTask> tasks = new ArrayList<>();
    try {
      WriterTask first = queue.poll(LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
      long bytes = 0;
      for (WriterTask task = first; task != null; task = queue.poll()) {
        tasks.add(task);
        bytes += task.bytes();
        if (tasks.size() == MOST_IN_BATCH || bytes >= MOST_BYTES_IN_BATCH) {
          break;
        }
      }
    } catch (InterruptedException e) {
      // close() wakes the writer so; the loop's condition decides.
      return tasks;
    }
    return tasks;
  }

  /** Writes what waits, then stops. */
  @Override
  public void close() {
    closing = true;
    writer.interrupt();
    try {
      writer.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
