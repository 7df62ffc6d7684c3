package dev.strongroom.domain.audit;

import dev.strongroom.domain.freshness.Entity;
import dev.strongroom.domain.freshness.Freshness;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's connection and its last look; used by the writer's thread, but for {@link
 * #lastLook}.
 */
final class AuditConnection {
  private static final Logger LOG = LoggerFactory.getLogger(AuditConnection.class);

  private final AuditTrail.ConnectionSource source;
  private final Freshness freshness;
  private volatile @Nullable Look lastLook;
  private @Nullable AuditStatement statement;
  private boolean reportedAway;

  AuditConnection(AuditTrail.ConnectionSource source, Freshness freshness) {
    this.source = source;
    this.freshness = freshness;
  }

  /** The newest look, or null while the database is away. */
  @Nullable Look lastLook() {
    return lastLook;
  }

  /** The open connection; opens one when there is none, and then marks everything as changed. */
  AuditStatement open() throws SQLException {
    AuditStatement known = statement;
    if (known != null) {
      return known;
    }
    Connection connection = source.open();
    try {
      AuditStatement opened = new AuditStatement(connection);
      Look look = opened.firstLook();
      // First the look, then the marking: what is read after the marking is at least as new as the
      // look.
      freshness.everythingChanged();
      statement = opened;
      lastLook = look;
      reportBack();
      return opened;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Marks what changed before the look that names it becomes the last one: see {@link Freshness}.
   */
  void takeNotice(AuditStatement.Result result) {
    if (result.lost()) {
      freshness.everythingChanged();
    }
    result.changed().forEach(entity -> freshness.changed(new Entity(entity)));
    lastLook = result.look();
  }

  /** Gives the connection up, after a failure of its own. */
  void lost(SQLException cause) {
    close();
    if (!reportedAway) {
      LOG.error("The audit writer has no database; calls fail until it is back.", cause);
      reportedAway = true;
    }
  }

  private void reportBack() {
    if (reportedAway) {
      LOG.warn("The database is back; the audit writer goes on.");
      reportedAway = false;
    }
  }

  void close() {
    lastLook = null;
    AuditStatement open = statement;
    statement = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("Closing a lost connection failed.", e);
      }
    }
  }
}
