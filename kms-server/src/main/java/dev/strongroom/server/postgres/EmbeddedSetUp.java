package dev.strongroom.server.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Does on the embedded server what an administrator does on a real one: runs {@code db/roles.sql},
 * makes the database and gives the roles their passwords. It may be repeated, and is, at each
 * start.
 */
final class EmbeddedSetUp {
  static final String DATABASE = "strongroom";
  private static final String OWNER = "strongroom_owner";
  private static final String APPLICATION = "strongroom_application";
  private static final String AUDITOR = "strongroom_auditor";
  private static final String BACKUP = "strongroom_backup";

  private EmbeddedSetUp() {}

  static DatabaseAccess run(LoopbackServer server) throws IOException, SQLException {
    try (Connection superuser = server.connectAsSuperuser("postgres");
        Statement statement = superuser.createStatement()) {
      statement.execute(roles());
      for (String role : List.of(OWNER, APPLICATION, AUDITOR, BACKUP)) {
        setPassword(superuser, server.login(role));
      }
      if (!databaseExists(superuser)) {
        statement.execute(
            "create database "
                + DATABASE
                + " owner "
                + OWNER
                + " encoding 'UTF8' template template0");
      }
      statement.execute("revoke all on database " + DATABASE + " from public");
      statement.execute(
          "grant connect on database %s to %s, %s, %s"
              .formatted(DATABASE, APPLICATION, AUDITOR, BACKUP));
    }
    return access(server);
  }

  /** How the roles reach a server that has been set up. */
  static DatabaseAccess access(LoopbackServer server) throws IOException {
    return new DatabaseAccess(
        server.url(DATABASE),
        server.login(OWNER),
        server.login(APPLICATION),
        server.login(AUDITOR));
  }

  /** pgjdbc hashes it (SCRAM, RFC 5803) before it leaves, so it is in no statement and no log. */
  private static void setPassword(Connection superuser, DatabaseLogin login) throws SQLException {
    superuser
        .unwrap(PGConnection.class)
        .alterUserPassword(login.user(), login.password().toCharArray(), "scram-sha-256");
  }

  private static boolean databaseExists(Connection superuser) throws SQLException {
    try (PreparedStatement query =
        superuser.prepareStatement("select from pg_database where datname = ?")) {
      query.setString(1, DATABASE);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static String roles() throws IOException {
    try (InputStream file = EmbeddedSetUp.class.getResourceAsStream("/db/roles.sql")) {
      if (file == null) {
        throw new IllegalStateException("db/roles.sql is not on the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
