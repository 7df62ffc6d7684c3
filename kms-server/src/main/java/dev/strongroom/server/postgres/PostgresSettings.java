package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The embedded server's settings. Those that keep committed data and keep strangers out are asked
 * back after each start, because {@code ALTER SYSTEM} or a hand could have changed them.
 */
final class PostgresSettings {
  private static final Map<String, String> DEMANDED = new LinkedHashMap<>();

  static {
    DEMANDED.put("fsync", "on");
    DEMANDED.put("synchronous_commit", "on");
    DEMANDED.put("full_page_writes", "on");
    DEMANDED.put("data_checksums", "on");
    DEMANDED.put("listen_addresses", "127.0.0.1");
    DEMANDED.put("unix_socket_directories", "");
    DEMANDED.put("password_encryption", "scram-sha-256");
  }

  private PostgresSettings() {}

  /**
   * The text of {@code postgresql.conf}. Loopback with SCRAM and not a Unix socket: pgjdbc needs a
   * native library for the latter, which saved 20 microseconds a round trip and nothing on the
   * large batches of the audit trail. Failed statements are not logged: they may hold rows.
   */
  static String configuration() {
    return """
    # Written by Strongroom when it made this directory. The first six are asserted at each start.
    fsync = on
    synchronous_commit = on
    full_page_writes = on
    listen_addresses = '127.0.0.1'
    unix_socket_directories = ''
    password_encryption = scram-sha-256

    max_connections = 100
    shared_buffers = 64MB
    work_mem = 4MB
    maintenance_work_mem = 64MB
    max_wal_size = 512MB
    dynamic_shared_memory_type = posix
    jit = off

    timezone = 'UTC'
    log_timezone = 'UTC'
    log_line_prefix = '%m [%p] %u '
    log_checkpoints = off
    log_error_verbosity = terse
    log_min_error_statement = panic
    """;
  }

  /** The text of {@code pg_hba.conf}: nobody gets in without a password, from nowhere else. */
  static String clientAuthentication() {
    return """
    # TYPE  DATABASE  USER  ADDRESS        METHOD
    host    all       all   127.0.0.1/32   scram-sha-256
    """;
  }

  /**
   * @throws StartFailure when a setting that data or access depend on is not what it must be
   */
  static void verify(Connection superuser) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      for (Map.Entry<String, String> demanded : DEMANDED.entrySet()) {
        String actual = value(statement, "show " + demanded.getKey());
        if (!demanded.getValue().equals(actual)) {
          throw new StartFailure(
              "The embedded PostgreSQL runs with %s = '%s' instead of '%s'."
                  .formatted(demanded.getKey(), actual, demanded.getValue()),
              "Remove the line from postgresql.conf or postgresql.auto.conf in its data"
                  + " directory.");
        }
      }
      String open =
          value(
              statement,
              "select count(*) from pg_hba_file_rules"
                  + " where auth_method is distinct from 'scram-sha-256'");
      if (!"0".equals(open)) {
        throw new StartFailure(
            "The embedded PostgreSQL's pg_hba.conf lets somebody in without a SCRAM password.",
            "Remove the lines whose method is not scram-sha-256.");
      }
    }
  }

  private static String value(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
