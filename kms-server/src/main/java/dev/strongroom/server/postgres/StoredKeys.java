package dev.strongroom.server.postgres;

import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * How much a home's embedded database holds, and so what a reset makes undecryptable.
 *
 * @param tenants accounts, but for the management account
 * @param keys KMS keys of all of them, in any state
 */
public record StoredKeys(long tenants, long keys) {

  /**
   * Starts the embedded server for a moment and counts. The caller holds the home's lock.
   *
   * @return empty when no database was ever made, or one without Strongroom's tables
   */
  public static Optional<StoredKeys> count(Home home) throws IOException, SQLException {
    if (!Files.exists(home.postgresData())) {
      return Optional.empty();
    }
    try (EmbeddedPostgres embedded = EmbeddedPostgres.start(home)) {
      return count(embedded.loopback());
    }
  }

  static Optional<StoredKeys> count(LoopbackServer server) throws IOException, SQLException {
    try (Connection postgres = server.connectAsSuperuser("postgres")) {
      if (!isTrue(
          postgres, "select exists (select from pg_database where datname = 'strongroom')")) {
        return Optional.empty();
      }
    }
    // As superuser: row-level security hides every account's rows from all other roles.
    try (Connection superuser = server.connectAsSuperuser(EmbeddedSetUp.DATABASE)) {
      if (!isTrue(
          superuser,
          "select to_regclass('strongroom.account') is not null"
              + " and to_regclass('strongroom.kms_key') is not null")) {
        return Optional.empty();
      }
      try (Statement statement = superuser.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select (select count(*) from strongroom.account where kind = 'TENANT'),"
                      + " (select count(*) from strongroom.kms_key)")) {
        row.next();
        return Optional.of(new StoredKeys(row.getLong(1), row.getLong(2)));
      }
    }
  }

  private static boolean isTrue(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
