package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Checks that a PostgreSQL server of the operator's can be trusted with row-level security. */
final class RealServer {
  private static final int OLDEST = 15;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private RealServer() {}

  /**
   * @throws StartFailure when a role could step around row-level security, when two of the roles
   *     are the same, or when the server is too old, a standby, or reached without verified TLS
   */
  static void verify(DatabaseAccess access) throws SQLException {
    verifyTransport(access.url());
    verifyRoles(access);
    for (DatabaseLogin login : List.of(access.owner(), access.application(), access.auditor())) {
      try (Connection connection = access.connect(login)) {
        verifyServer(connection);
        verifyRole(connection, login, access.owner());
      }
    }
  }

  private static void verifyTransport(String url) {
    Properties parsed = Driver.parseURL(url, null);
    if (parsed == null) {
      throw new StartFailure(
          "strongroom.datasource.url is not a PostgreSQL URL.",
          "Write it as jdbc:postgresql://HOST:5432/strongroom?sslmode=verify-full");
    }
    if (url.matches("(?i).*[?&](password|user)=.*")) {
      throw new StartFailure(
          "strongroom.datasource.url holds a user or a password.",
          "Put them into strongroom.datasource.username and .password.");
    }
    boolean local =
        LOOPBACK.containsAll(
                List.of(parsed.getProperty(PGProperty.PG_HOST.getName(), "").split(",", -1)))
            || PGProperty.SOCKET_FACTORY.isPresent(parsed);
    if (!local && !"verify-full".equals(PGProperty.SSL_MODE.getOrDefault(parsed))) {
      throw new StartFailure(
          "The PostgreSQL server would be reached over a network without verified TLS.",
          "Add sslmode=verify-full (and sslrootcert=FILE) to strongroom.datasource.url.");
    }
  }

  private static void verifyRoles(DatabaseAccess access) {
    Set<String> users = new HashSet<>();
    for (DatabaseLogin login : List.of(access.owner(), access.application(), access.auditor())) {
      if (!users.add(login.user())) {
        throw new StartFailure(
            "The role " + login.user() + " is used for two of owner, application and auditor.",
            "Make the three roles with db/roles.sql and name each once in strongroom.datasource.");
      }
    }
  }

  private static void verifyServer(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST) {
      throw new StartFailure(
          "The PostgreSQL server is older than version " + OLDEST + ".", "Upgrade it.");
    }
    if (isTrue(connection, "select pg_is_in_recovery()")) {
      throw new StartFailure(
          "The PostgreSQL server is a standby.", "Name the primary in strongroom.datasource.url.");
    }
  }

  private static void verifyRole(Connection connection, DatabaseLogin login, DatabaseLogin owner)
      throws SQLException {
    // Also by membership: SET ROLE to a superuser would do as well as being one.
    if (isTrue(
        connection,
        "select exists (select from pg_roles where (rolsuper or rolbypassrls)"
            + " and pg_has_role(session_user, oid, 'MEMBER'))")) {
      throw new StartFailure(
          "The role " + login.user() + " is a superuser, has BYPASSRLS, or is a member of such.",
          "Row-level security would not bind it: use the roles that db/roles.sql makes.");
    }
    if (!login.user().equals(owner.user())
        && isTrue(
            connection,
            "select exists (select from pg_class where relnamespace ="
                + " to_regnamespace('strongroom') and pg_has_role(session_user, relowner,"
                + " 'MEMBER'))")) {
      throw new StartFailure(
          "The role " + login.user() + " owns tables of Strongroom or is a member of their owner.",
          "It could lift row-level security: use the roles that db/roles.sql makes.");
    }
  }

  private static boolean isTrue(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
