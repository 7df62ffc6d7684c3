package dev.strongroom.domain.audit;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.freshness.Reading;
import java.time.Duration;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Audits a change inside its own transaction: both are committed, or neither. */
public final class ChangeAudit {
  private static final Duration OLDEST_LOOK = Duration.ofSeconds(60);

  private final AuditTrail trail;
  private final JdbcClient jdbc;
  private final AccountTransactions transactions;

  public ChangeAudit(AuditTrail trail, JdbcClient jdbc, AccountTransactions transactions) {
    this.trail = trail;
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * Checks, inside the running transaction, that nothing that was read from a cache has changed
   * since.
   *
   * @throws StaleReadingException when something has
   */
  public void check(Reading reading) {
    // The look is taken before the marks are read: a change that a later look finds is not visible
    // in it, so
    // the statement below finds it.
    Look look = trail.lastLook();
    if (look == null || System.nanoTime() - look.nanoTime() > OLDEST_LOOK.toNanos()) {
      throw new TransientDataAccessResourceException(
          "The audit writer has not looked for too long.");
    }
    if (reading.isStale() || hasChanged(reading, look)) {
      throw new StaleReadingException();
    }
  }

  private boolean hasChanged(Reading reading, Look look) {
    String[] used =
        reading.dependencies().stream()
            .map(dependency -> dependency.entity().text())
            .toArray(String[]::new);
    return used.length > 0
        && jdbc.sql(
                """
                SELECT EXISTS (
                  SELECT FROM change_feed
                  WHERE xid >= pg_snapshot_xmin(?::pg_snapshot)
                    AND NOT pg_visible_in_snapshot(xid, ?::pg_snapshot)
                    AND xid <> pg_current_xact_id()
                    AND entity = ANY (?))
                """)
            .params(look.snapshot(), look.snapshot(), used)
            .query(Boolean.class)
            .single();
  }

  /** Inserts the event in the running transaction, whose account must be the event's. */
  public void insert(AuditEvent event) {
    write(event);
  }

  /**
   * Settles whether a change was committed whose COMMIT got no answer, by trying to write another
   * event under the same id: that waits for the transaction in doubt and succeeds only if it is
   * gone.
   *
   * @param failure an event that says that the call failed, with the id of the success event
   * @return whether the change was committed; if not, the failure is now in the trail
   */
  public boolean settle(AuditEvent failure) {
    return transactions.change(failure.account(), () -> write(failure) == 0);
  }

  private int write(AuditEvent event) {
    return jdbc.sql(
            """
            INSERT INTO audit_event (account_id, event_id, event, decision) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """)
        .params(event.account().number(), event.id(), event.record(), event.decision())
        .update();
  }
}
