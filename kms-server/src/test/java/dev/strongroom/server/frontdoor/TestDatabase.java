package dev.strongroom.server.frontdoor;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.postgres.ContainerPostgres;
import dev.strongroom.server.postgres.DatabaseAccess;
import dev.strongroom.server.postgres.PostgresUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The PostgreSQL of a home, as its administrator reaches it: the embedded one or, when {@link
 * PostgresUnderTest} says so, one in a container of its own.
 */
public final class TestDatabase {
  private static final Map<Path, ContainerPostgres> CONTAINERS = new ConcurrentHashMap<>();

  private TestDatabase() {}

  /**
   * What names the database to a server of this home: nothing for the embedded one, which the
   * server starts by itself. The container starts with the first asking.
   */
  static Map<String, String> settings(Home home) {
    if (PostgresUnderTest.chosen() == PostgresUnderTest.EMBEDDED) {
      return Map.of();
    }
    try {
      DatabaseAccess access = container(home).setUp();
      return Map.of(
          "strongroom.datasource.url", access.url(),
          "strongroom.datasource.username", access.application().user(),
          "strongroom.datasource.password", access.application().password(),
          "strongroom.datasource.owner.username", access.owner().user(),
          "strongroom.datasource.owner.password", access.owner().password(),
          "strongroom.datasource.auditor.username", access.auditor().user(),
          "strongroom.datasource.auditor.password", access.auditor().password());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ContainerPostgres container(Home home) {
    return CONTAINERS.computeIfAbsent(
        home.directory(),
        absent -> {
          try {
            return ContainerPostgres.start(home);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  public static JdbcClient superuser(Home home) {
    return JdbcClient.create(
        new DriverManagerDataSource(url(home), "postgres", password(home, "postgres")));
  }

  /** The database's JDBC URL; the embedded server's port changes with each start. */
  static String url(Home home) {
    ContainerPostgres container = CONTAINERS.get(home.directory());
    return container == null
        ? "jdbc:postgresql://127.0.0.1:" + postmaster(home, 3) + "/strongroom"
        : container.url();
  }

  /**
   * A line of the embedded server's postmaster.pid: the first is its process id, the fourth its
   * port.
   */
  private static String postmaster(Home home, int line) {
    try {
      return Files.readAllLines(home.postgresData().resolve("postmaster.pid")).get(line).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process id of the embedded postmaster. */
  public static long pid(Home home) {
    return Long.parseLong(postmaster(home, 0));
  }

  /** SIGKILL to the postmaster or its container: nothing is finished, nothing is closed. */
  public static void kill(Home home) {
    ContainerPostgres container = CONTAINERS.get(home.directory());
    if (container == null) {
      ProcessHandle.of(pid(home)).orElseThrow().destroyForcibly();
    } else {
      container.kill();
    }
  }

  /** Starts what was killed again; the embedded one comes with its server's next start. */
  public static void restart(Home home) throws InterruptedException {
    ContainerPostgres container = CONTAINERS.get(home.directory());
    if (container != null) {
      container.restart();
    }
  }

  static String password(Home home, String role) {
    try {
      return Files.readString(home.postgresPasswords().resolve(role)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a directory and, when it is a home, its container. */
  public static void delete(Path directory) {
    try {
      ContainerPostgres container = CONTAINERS.remove(directory.toRealPath());
      if (container != null) {
        container.close();
      }
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(TestDatabase::deleteOne);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
