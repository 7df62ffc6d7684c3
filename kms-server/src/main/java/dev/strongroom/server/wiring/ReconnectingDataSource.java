package dev.strongroom.server.wiring;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Beneath the pool: asks a database that is away ten times a second until it is back. The pool
 * itself doubles its pauses up to five seconds, for which calls would fail although the database is
 * there again. What waits here is the pool's one thread that adds connections; callers wait for the
 * pool, and not for longer than it is told.
 */
final class ReconnectingDataSource extends DelegatingDataSource {
  private static final long PAUSE_MILLIS = 100;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private volatile boolean connectedBefore;

  ReconnectingDataSource(DataSource target) {
    super(target);
  }

  /** At first, and when the database is there but refuses, fails at once. */
  @Override
  public Connection getConnection() throws SQLException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      try {
        Connection connection = super.getConnection();
        connectedBefore = true;
        return connection;
      } catch (SQLException e) {
        if (!connectedBefore || !isAway(e) || System.nanoTime() - deadline > 0) {
          throw e;
        }
        pause(e);
      }
    }
  }

  /** No connection (SQLSTATE class 08), or a server that is starting or stopping (57P). */
  private static boolean isAway(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }

  private static void pause(SQLException cause) throws SQLException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cause; // the pool is being closed
    }
  }
}
