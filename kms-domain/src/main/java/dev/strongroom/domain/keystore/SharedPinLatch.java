package dev.strongroom.domain.keystore;

import dev.strongroom.domain.crypto.Digests;
import dev.strongroom.domain.crypto.SlowHash;
import dev.strongroom.hsm.PinLatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latch of refused PINs that all replicas share through the database. An advisory lock lets one
 * replica at a time try a PIN, so that replicas that start together with a wrong one do not each
 * spend a try.
 */
public final class SharedPinLatch implements PinLatch {
  private static final Logger LOG = LoggerFactory.getLogger(SharedPinLatch.class);

  private final DataSource dataSource;

  public SharedPinLatch(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Answer begin(String tokenLabel, byte[] pin) {
    try {
      Connection connection = dataSource.getConnection();
      Optional<Refusal> refusal;
      try {
        lock(connection, tokenLabel);
        refusal = find(connection, tokenLabel, pin);
      } catch (SQLException | RuntimeException e) {
        release(connection, tokenLabel);
        throw e;
      }
      if (refusal.isEmpty()) {
        return new Try(connection, tokenLabel, pin);
      }
      release(connection, tokenLabel);
      return new Latched(refusal.get());
    } catch (SQLException e) {
      throw new IllegalStateException("The latch of refused PINs could not be asked.", e);
    }
  }

  private static Optional<Refusal> find(Connection connection, String tokenLabel, byte[] pin)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT salt, pin_hash, reason FROM pin_latch WHERE token_label = ?")) {
      query.setString(1, tokenLabel);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          if (Digests.equal(SlowHash.of(pin, row.getBytes("salt")), row.getBytes("pin_hash"))) {
            return Optional.of(Refusal.valueOf(row.getString("reason")));
          }
        }
        return Optional.empty();
      }
    }
  }

  private static void lock(Connection connection, String tokenLabel) throws SQLException {
    execute(connection, "SELECT pg_advisory_lock(hashtextextended('pin/' || ?, 0))", tokenLabel);
  }

  private static void release(Connection connection, String tokenLabel) {
    try (connection) {
      execute(
          connection, "SELECT pg_advisory_unlock(hashtextextended('pin/' || ?, 0))", tokenLabel);
    } catch (SQLException e) {
      // The lock ends with the session, which is gone then.
      LOG.debug("Releasing the latch's lock failed.", e);
    }
  }

  private static void execute(Connection connection, String sql, String tokenLabel)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, tokenLabel);
      statement.execute();
    }
  }

  /** One try of a PIN, under the lock. */
  private final class Try implements Attempt {
    private final Connection connection;
    private final String tokenLabel;
    private final byte[] pin;

    Try(Connection connection, String tokenLabel, byte[] pin) {
      this.connection = connection;
      this.tokenLabel = tokenLabel;
      this.pin = pin;
    }

    @Override
    public void refused(Refusal refusal) {
      byte[] salt = SlowHash.newSalt();
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO pin_latch (token_label, salt, pin_hash, reason) VALUES (?, ?, ?, ?)")) {
        insert.setString(1, tokenLabel);
        insert.setBytes(2, salt);
        insert.setBytes(3, SlowHash.of(pin, salt));
        insert.setString(4, refusal.name());
        insert.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException("A refused PIN could not be latched.", e);
      }
    }

    @Override
    public void close() {
      release(connection, tokenLabel);
    }
  }
}
