package dev.strongroom.domain.audit;

import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.freshness.Freshness;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
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
  private static final long RECONNECT_AFTER_MILLIS = 100;
  private static final long LONGEST_LOOK_SECONDS = 5;
  private static final Duration SETTLING = Duration.ofSeconds(8);
  // Longer than a statement may take before its connection is given up.
  private static final Duration OLDEST_LOOK = Duration.ofSeconds(15);

  private final BlockingQueue<WriterTask> queue;
  private final AuditConnection connection;
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
    return writer.isAlive()
        && look != null
        && System.nanoTime() - look.nanoTime() < OLDEST_LOOK.toNanos();
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
        writeBatch(batch);
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

  private void writeBatch(List<Submission> batch) {
    try {
      var _ = connection.open();
    } catch (SQLException e) {
      connection.lost(e);
      batch.forEach(submission -> submission.outcome().failed(e));
      pauseBeforeReconnecting();
      return;
    }
    // The feed's rows up to the last look have been taken notice of: what they named is marked
    // stale.
    List<Submission> fresh = new ArrayList<>(batch.size());
    for (Submission submission : batch) {
      if (submission.isStale()) {
        submission.outcome().stale();
      } else {
        fresh.add(submission);
      }
    }
    writeFresh(fresh);
  }

  private void writeFresh(List<Submission> batch) {
    Look last = connection.lastLook();
    if (last == null) {
      batch.forEach(s -> s.outcome().failed(new SQLException("The database is away.")));
      return;
    }
    AuditStatement.Result result;
    try {
      result = connection.open().write(batch, last);
    } catch (SQLException e) {
      failed(batch, e);
      return;
    }
    connection.takeNotice(result);
    for (int i = 0; i < batch.size(); i++) {
      Outcome outcome = batch.get(i).outcome();
      if (result.lost() || result.stale().contains(i)) {
        outcome.stale();
      } else {
        outcome.committed();
      }
    }
  }

  private void failed(List<Submission> batch, SQLException e) {
    if (isOfTheData(e) && batch.size() > 1) {
      // One event that cannot be written must not take the others with it.
      for (Submission submission : batch) {
        // Each write is a look of its own and may mark what the next one used.
        if (submission.isStale()) {
          submission.outcome().stale();
        } else {
          writeFresh(List.of(submission));
        }
      }
      return;
    }
    if (isOfTheData(e)) {
      LOG.error("An audit event could not be written.", e);
    } else {
      connection.lost(e);
      if (isOfTheConnection(e)) {
        settle(batch, e);
        return;
      }
    }
    batch.forEach(submission -> submission.outcome().failed(e));
  }

  /**
   * The events of a batch whose commit got no answer may be in the trail as successes. A failure
   * under the same id goes in exactly where they are not; where they are, the calls have succeeded.
   */
  private void settle(List<Submission> batch, SQLException lost) {
    Deque<Submission> open = new ArrayDeque<>(batch);
    long deadline = System.nanoTime() + SETTLING.toNanos();
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      try {
        boolean failed = connection.open().insertIfAbsent(open.getFirst().failure().get());
        Outcome outcome = open.removeFirst().outcome();
        if (failed) {
          outcome.failed(lost);
        } else {
          outcome.committed();
        }
      } catch (SQLException e) {
        connection.lost(e);
        pauseBeforeReconnecting();
      }
    }
    open.forEach(submission -> submission.outcome().failed(lost));
  }

  /** Connection exceptions and the server's going down (SQLSTATE classes 08 and 57), or I/O. */
  private static boolean isOfTheConnection(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57");
  }

  /**
   * Data exceptions and constraint violations (SQLSTATE classes 22 and 23) leave the connection
   * sound.
   */
  private static boolean isOfTheData(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  private void pauseBeforeReconnecting() {
    try {
      Thread.sleep(RECONNECT_AFTER_MILLIS);
    } catch (InterruptedException e) {
      LOG.debug("Woken to close.");
    }
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
