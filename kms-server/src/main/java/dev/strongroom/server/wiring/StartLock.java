package dev.strongroom.server.wiring;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Lets one server at a time do what is done once for a deployment, when several start together. */
record StartLock(DataSource dataSource) {
  // Any number that nothing else locks; the letters of "strongro".
  private static final long NUMBER = 0x7374726f6e67726fL;

  <T> T call(Supplier<T> work) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      // Held by the session, over the transactions that the work itself runs.
      statement.execute("SELECT pg_advisory_lock(" + NUMBER + ")");
      try {
        return work.get();
      } finally {
        statement.execute("SELECT pg_advisory_unlock(" + NUMBER + ")");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The lock of the start could not be taken.", e);
    }
  }
}
