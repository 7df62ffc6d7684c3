package dev.strongroom.domain.audit;

import dev.strongroom.domain.freshness.Dependency;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The one statement of a batch: it looks at what has changed since the last look, inserts the
 * events whose calls used none of it, and takes the next snapshot, all in one snapshot of the
 * database.
 */
final class AuditStatement implements AutoCloseable {
  // Change feed rows are kept for an hour (prune_change_feed): who looks less often may have missed
  // some.
  private static final String BATCH =
      """
      WITH look AS MATERIALIZED (
        SELECT clock_timestamp() - ?::timestamptz > interval '30 minutes'
               OR pg_postmaster_start_time() <> ?::timestamptz AS lost
      ), changed AS MATERIALIZED (
        SELECT DISTINCT entity FROM change_feed
        WHERE xid >= pg_snapshot_xmin(?::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, ?::pg_snapshot)
      ), stale AS MATERIALIZED (
        SELECT DISTINCT used.event FROM unnest(?::integer[], ?::text[]) AS used (event, entity)
        WHERE used.entity IN (SELECT entity FROM changed)
      ), written AS (
        INSERT INTO audit_event (account_id, event_id, event, decision)
        SELECT account_id, event_id, event, decision
        FROM unnest(?::bigint[], ?::uuid[], ?::bytea[], ?::bytea[])
          WITH ORDINALITY AS e (account_id, event_id, event, decision, number)
        WHERE NOT (SELECT lost FROM look) AND e.number NOT IN (SELECT event FROM stale)
      )
      SELECT pg_current_snapshot()::text, clock_timestamp()::text, pg_postmaster_start_time()::text,
             (SELECT lost FROM look), ARRAY(SELECT entity FROM changed), ARRAY(SELECT event FROM stale)
      """;
  private static final String FIRST_LOOK =
      """
      SELECT pg_current_snapshot()::text, clock_timestamp()::text, pg_postmaster_start_time()::text,
             pg_is_in_recovery()
      """;

  private final Connection connection;
  private final PreparedStatement batch;

  /**
   * @param look what now holds
   * @param lost whether changes may have been missed: nothing was written then
   * @param changed the entities that changed since the last look
   * @param stale the places in the batch (from 0) of the events that were not written
   */
  record Result(Look look, boolean lost, List<String> changed, Set<Integer> stale) {}

  AuditStatement(Connection connection) throws SQLException {
    this.connection = connection;
    batch = connection.prepareStatement(BATCH);
  }

  /** The first look on a new connection. */
  Look firstLook() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIRST_LOOK);
        ResultSet row = statement.executeQuery()) {
      row.next();
      if (row.getBoolean(4)) {
        throw new SQLException("The database is a standby.", "25006");
      }
      return new Look(row.getString(1), row.getString(2), row.getString(3), System.nanoTime());
    }
  }

  Result write(List<Submission> submissions, Look last) throws SQLException {
    int count = submissions.size();
    Long[] accounts = new Long[count];
    UUID[] ids = new UUID[count];
    byte[][] records = new byte[count][];
    byte[][] decisions = new byte[count][];
    List<Integer> users = new ArrayList<>();
    List<String> used = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      AuditEvent event = submissions.get(i).event();
      accounts[i] = event.account().number();
      ids[i] = event.id();
      records[i] = event.record();
      decisions[i] = event.decision();
      for (Dependency dependency : submissions.get(i).dependencies()) {
        users.add(i + 1);
        used.add(dependency.entity().text());
      }
    }
    long nanoTime = System.nanoTime();
    batch.setString(1, last.time());
    batch.setString(2, last.serverStart());
    batch.setString(3, last.snapshot());
    batch.setString(4, last.snapshot());
    batch.setArray(5, array("int4", users.toArray()));
    batch.setArray(6, array("text", used.toArray()));
    batch.setArray(7, array("int8", accounts));
    batch.setArray(8, array("uuid", ids));
    batch.setArray(9, array("bytea", records));
    batch.setArray(10, array("bytea", decisions));
    try (ResultSet row = batch.executeQuery()) {
      row.next();
      Look look = new Look(row.getString(1), row.getString(2), row.getString(3), nanoTime);
      Set<Integer> stale = new TreeSet<>();
      for (Integer place : (Integer[]) row.getArray(6).getArray()) {
        stale.add(place - 1);
      }
      return new Result(
          look, row.getBoolean(4), List.of((String[]) row.getArray(5).getArray()), stale);
    }
  }

  /**
   * Inserts an event unless there is one of its id; waits for a transaction that is about to insert
   * one.
   *
   * @return whether it was inserted
   */
  boolean insertIfAbsent(AuditEvent event) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO audit_event (account_id, event_id, event, decision) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """)) {
      insert.setLong(1, event.account().number());
      insert.setObject(2, event.id());
      insert.setBytes(3, event.record());
      insert.setBytes(4, event.decision());
      return insert.executeUpdate() == 1;
    }
  }

  private Array array(String type, Object[] values) throws SQLException {
    return connection.createArrayOf(type, values);
  }

  @Override
  public void close() throws SQLException {
    batch.close();
    connection.close();
  }
}
