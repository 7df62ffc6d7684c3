package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the database as a start would, and changes nothing. */
public final class DatabaseExamination {
  private static final int PORT_LINE = 3;

  private DatabaseExamination() {}

  /**
   * A database that is in order.
   *
   * @param access how to reach it
   * @param summary server, schema and row-level security, in a sentence
   * @param ahead how far this machine's clock is ahead of the database's
   */
  public record Report(DatabaseAccess access, String summary, Duration ahead) {}

  /**
   * @return empty when it is the embedded one, which does not run
   * @throws StartFailure when a start would be refused, or row-level security is not as it must be
   */
  public static Optional<Report> of(Home home, DatasourceSettings settings)
      throws IOException, SQLException {
    if (settings.isNamed()) {
      DatabaseAccess access = settings.access();
      RealServer.verify(access);
      return Optional.of(report(access));
    }
    Optional<LoopbackServer> running = embedded(home);
    return running.isEmpty()
        ? Optional.empty()
        : Optional.of(report(EmbeddedSetUp.access(running.get())));
  }

  private static Optional<LoopbackServer> embedded(Home home) throws IOException {
    PostmasterPid pid = PostmasterPid.of(home.postgresData());
    if (pid.server().isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pid.file());
    return Optional.of(new LoopbackServer(home, Integer.parseInt(lines.get(PORT_LINE).strip())));
  }

  private static Report report(DatabaseAccess access) throws SQLException {
    String outlook = SchemaMigration.outlook(access);
    try (Connection connection = access.connect(access.owner());
        Statement statement = connection.createStatement()) {
      requireRowLevelSecurity(statement);
      String server = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
      return new Report(
          access,
          server + "; " + outlook + "; row-level security is forced on every tenant's table",
          ahead(statement));
    }
  }

  private static void requireRowLevelSecurity(Statement statement) throws SQLException {
    List<String> open = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            """
            select relname from pg_class c
            where relnamespace = to_regnamespace('strongroom') and relkind in ('r', 'p')
              and exists (select from pg_attribute a
                          where a.attrelid = c.oid and attname = 'account_id')
              and not (relrowsecurity and relforcerowsecurity)
            order by relname
            """)) {
      while (rows.next()) {
        open.add(rows.getString(1));
      }
    }
    if (!open.isEmpty()) {
      throw new StartFailure(
          "Row-level security is not forced on " + String.join(", ", open) + ".",
          "Somebody has lifted it: find out who, then restore the database or ALTER TABLE ... FORCE"
              + " ROW LEVEL SECURITY as the owner.");
    }
  }

  private static Duration ahead(Statement statement) throws SQLException {
    Instant before = Instant.now();
    try (ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      Instant there = row.getObject(1, OffsetDateTime.class).toInstant();
      Duration half = Duration.between(before, Instant.now()).dividedBy(2);
      return Duration.between(there, before.plus(half));
    }
  }
}
