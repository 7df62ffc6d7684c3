package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of our own below the home, for whoever has none. It is as durable and as closed as a
 * real one: fsync on, passwords on every connection. The caller holds the home's lock.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private final Postmaster postmaster;
  private final LoopbackServer loopback;
  private @Nullable PostmasterWatch watch;

  private EmbeddedPostgres(Postmaster postmaster, LoopbackServer loopback) {
    this.postmaster = postmaster;
    this.loopback = loopback;
  }

  /**
   * Starts it, after making its data directory at the first time.
   *
   * @throws StartFailure when the directory is damaged or of another version, when a setting is not
   *     as it must be, or when it cannot run here
   */
  public static EmbeddedPostgres start(Home home) throws IOException, SQLException {
    return start(home, home.postgresBinaries(), ServerUser.find());
  }

  /** With binaries that several homes share, as another user: for tests. */
  static EmbeddedPostgres start(Home home, Path binaries, ServerUser user)
      throws IOException, SQLException {
    PrivateFiles.makeDirectory(home.postgresPasswords());
    PrivateFiles.makeDirectory(home.logs());
    var programs = new PostgresPrograms(PostgresBinaries.unpackedBelow(binaries), user);
    var data = new DataDirectory(home.postgresData(), programs);
    data.prepare(LoopbackServer.passwordFile(home, DataDirectory.SUPERUSER));
    makeLog(home.postgresLog());
    var postmaster = new Postmaster(data, home.postgresLog());
    var started = new EmbeddedPostgres(postmaster, new LoopbackServer(home, postmaster.start()));
    try {
      started.verify();
    } catch (SQLException | RuntimeException e) {
      started.close();
      throw e;
    }
    return started;
  }

  /** The process of a home's PostgreSQL, which a server that was killed leaves running. */
  public static Optional<ProcessHandle> processOf(Home home) throws IOException {
    return PostmasterPid.of(home.postgresData()).server();
  }

  /** From now on, and until it is closed, the server is started again when it ends by itself. */
  void keepRunning() throws IOException {
    watch = PostmasterWatch.begin(postmaster, port(), this::verify);
  }

  private void verify() throws IOException, SQLException {
    try (Connection superuser = loopback.connectAsSuperuser("postgres")) {
      PostgresSettings.verify(superuser);
    }
  }

  public int port() {
    return loopback.port();
  }

  /** Where it listens, and the logins that its passwords give. */
  LoopbackServer loopback() {
    return loopback;
  }

  /** So that the log is 0600 whatever the umask and whoever the server runs as. */
  private static void makeLog(Path log) throws IOException {
    if (!Files.exists(log)) {
      PrivateFiles.write(log, "");
    }
  }

  /** Stops the server. */
  @Override
  public void close() throws IOException {
    if (watch != null) {
      watch.close();
    }
    postmaster.stop();
  }
}
