package dev.strongroom.server.frontdoor;

import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The embedded PostgreSQL of a home, as its administrator reaches it. */
public final class TestDatabase {
  private TestDatabase() {}

  public static JdbcClient superuser(Home home) {
    return JdbcClient.create(
        new DriverManagerDataSource(url(home), "postgres", password(home, "postgres")));
  }

  /** The database's JDBC URL; the port changes with each start. */
  static String url(Home home) {
    try {
      // The fourth line of postmaster.pid is the port.
      String port = Files.readAllLines(home.postgresData().resolve("postmaster.pid")).get(3);
      return "jdbc:postgresql://127.0.0.1:" + port.strip() + "/strongroom";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process id of its postmaster. */
  public static long pid(Home home) {
    try {
      return Long.parseLong(
          Files.readAllLines(home.postgresData().resolve("postmaster.pid")).getFirst().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String password(Home home, String role) {
    try {
      return Files.readString(home.postgresPasswords().resolve(role)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(TestDatabase::deleteOne);
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
