package dev.strongroom.server.postgres;

import dev.strongroom.server.home.Home;
import java.nio.file.Path;

/** Homes for tests, which share one copy of PostgreSQL's programs. */
public final class TestHomes {
  private static final Path BINARIES = Path.of("target/postgres-binaries").toAbsolutePath();

  private TestHomes() {}

  public static Home below(Path directory) {
    return new Home(directory.toAbsolutePath().resolve("home"));
  }

  static EmbeddedPostgres start(Home home) throws Exception {
    return start(home, ServerUser.find());
  }

  static EmbeddedPostgres start(Home home, ServerUser user) throws Exception {
    return EmbeddedPostgres.start(home, BINARIES, user);
  }
}
