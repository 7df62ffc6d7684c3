package dev.strongroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Keys that nobody uses, in the tables where those are that are measured with: rows like theirs
 * under other ids, written by the administrator of the embedded database, since making a million by
 * calls takes an hour. Their seals fit no row, which only who reads one would find.
 */
final class Ballast {
  private static final int PORT_LINE = 3;
  private static final String INSERT =
      """
      WITH pattern AS (
        SELECT k.*, m.root_version, m.wrapped
        FROM strongroom.kms_key k
        JOIN strongroom.key_material m USING (account_id, region, key_id, material_id)
        LIMIT 1000
      ), made AS MATERIALIZED (
        SELECT gen_random_uuid() AS new_id, pattern.* FROM pattern, generate_series(1, ?)
      ), keys AS (
        INSERT INTO strongroom.kms_key (account_id, region, key_id, multi_region, description, key_spec, key_usage,
          origin, state, created_at, deletion_at, material_id, policy_version, tags, row_version, seal)
        SELECT account_id, region, new_id, multi_region, description, key_spec, key_usage,
          origin, state, created_at, deletion_at, material_id, policy_version, tags, row_version, seal
        FROM made
      )
      INSERT INTO strongroom.key_material (account_id, region, key_id, material_id, root_version, wrapped, created_at)
      SELECT account_id, region, new_id, material_id, root_version, wrapped, created_at FROM made
      """;

  private Ballast() {}

  /**
   * Adds keys to the embedded database of a server that runs.
   *
   * @param home the server's
   * @param count about how many; each of at most 1,000 keys that are there is multiplied
   * @return how many keys there are then
   */
  static long add(Path home, int count) throws IOException, SQLException {
    try (Connection database = connect(home);
        Statement statement = database.createStatement()) {
      long there = Math.min(1_000, number(statement, "SELECT count(*) FROM strongroom.kms_key"));
      try (PreparedStatement insert = database.prepareStatement(INSERT)) {
        insert.setLong(1, Math.ceilDiv(count, there));
        insert.executeUpdate();
      }
      statement.execute("VACUUM ANALYZE strongroom.kms_key, strongroom.key_material");
      statement.execute("CHECKPOINT");
      return number(statement, "SELECT count(*) FROM strongroom.kms_key");
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (var result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static Connection connect(Path home) throws IOException, SQLException {
    List<String> postmaster = Files.readAllLines(home.resolve("postgres/data/postmaster.pid"));
    String password = Files.readString(home.resolve("postgres/passwords/postgres")).strip();
    String url = "jdbc:postgresql://127.0.0.1:" + postmaster.get(PORT_LINE).strip() + "/strongroom";
    return DriverManager.getConnection(url, "postgres", password);
  }

  /** The version of the embedded PostgreSQL. */
  static String version(Path home) throws IOException, SQLException {
    try (Connection database = connect(home)) {
      return database.getMetaData().getDatabaseProductVersion();
    }
  }
}
