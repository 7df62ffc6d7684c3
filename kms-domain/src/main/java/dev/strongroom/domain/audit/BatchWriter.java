package dev.strongroom.domain.audit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one batch after the other, and finds out what became of each event. */
final class BatchWriter {
  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final long RECONNECT_AFTER_MILLIS = 100;
  private static final Duration SETTLING = Duration.ofSeconds(8);

  private final AuditConnection connection;

  BatchWriter(AuditConnection connection) {
    this.connection = connection;
  }

  /**
   * Commits a batch, and tells each of its calls the outcome. A database that is away fails them,
   * after a pause so that the writer does not run in circles.
   */
  void write(List<Submission> batch) {
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
}
