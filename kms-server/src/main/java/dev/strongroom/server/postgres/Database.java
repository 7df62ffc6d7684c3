package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database that this server works on, set up and migrated: the embedded one, or the one that
 * {@code strongroom.datasource.url} names. Closing it stops the embedded one.
 */
public final class Database implements AutoCloseable {
  private final DatabaseAccess access;
  private final @Nullable EmbeddedPostgres embedded;

  private Database(DatabaseAccess access, @Nullable EmbeddedPostgres embedded) {
    this.access = access;
    this.embedded = embedded;
  }

  /**
   * Never falls back from a named server to the embedded one.
   *
   * @throws StartFailure with what is wrong and what to do
   */
  public static Database open(Home home, DatasourceSettings settings)
      throws IOException, SQLException {
    return settings.isNamed() ? real(settings) : embedded(home);
  }

  private static Database real(DatasourceSettings settings) throws SQLException {
    DatabaseAccess access = settings.access();
    RealServer.verify(access);
    SchemaMigration.run(access);
    return new Database(access, null);
  }

  private static Database embedded(Home home) throws IOException, SQLException {
    EmbeddedPostgres server = EmbeddedPostgres.start(home);
    try {
      DatabaseAccess access = EmbeddedSetUp.run(server.loopback());
      SchemaMigration.run(access);
      server.keepRunning();
      return new Database(access, server);
    } catch (IOException | SQLException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  public DatabaseAccess access() {
    return access;
  }

  public boolean isEmbedded() {
    return embedded != null;
  }

  @Override
  public void close() throws IOException {
    if (embedded != null) {
      embedded.close();
    }
  }
}
