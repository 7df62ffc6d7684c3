package dev.strongroom.domain.keystore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Lets one thread of one server at a time do what is done once for a deployment (an advisory lock).
 */
public final class DeploymentLock {
  private final DataSource dataSource;
  private final String name;
  // First within the process, so that those who wait here hold no connection.
  private final ReentrantLock here = new ReentrantLock(true);

  /**
   * @param name what is locked; locks of different names do not meet
   */
  public DeploymentLock(DataSource dataSource, String name) {
    this.dataSource = dataSource;
    this.name = name;
  }

  /** Runs the work under the lock. The work's own transactions use other connections. */
  public <T> T call(Supplier<T> work) {
    here.lock();
    try (Connection connection = dataSource.getConnection()) {
      // Held by the session, over the transactions that the work itself runs.
      execute(connection, "SELECT pg_advisory_lock(hashtextextended('deployment/' || ?, 0))");
      try {
        return work.get();
      } finally {
        execute(connection, "SELECT pg_advisory_unlock(hashtextextended('deployment/' || ?, 0))");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The lock " + name + " could not be taken.", e);
    } finally {
      here.unlock();
    }
  }

  private void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      statement.execute();
    }
  }
}
