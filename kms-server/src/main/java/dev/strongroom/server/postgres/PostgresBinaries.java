package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.PrivateFiles;
import dev.strongroom.server.home.Removal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The unpacked PostgreSQL programs: {@code initdb}, {@code pg_ctl} and {@code postgres}.
 *
 * @param directory with {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path directory, PostgresVersion version) {

  /**
   * Unpacks the archive on the class path once for each version: into a directory beside, which is
   * renamed when it is whole, so that a crash leaves nothing that looks complete.
   *
   * @param parent where the directories of the versions are
   */
  static PostgresBinaries unpackedBelow(Path parent) throws IOException {
    PostgresVersion version = PostgresVersion.onClassPath();
    Path directory = parent.resolve(version.text());
    if (!Files.isDirectory(directory)) {
      PrivateFiles.makeDirectory(parent);
      Path unpacking = parent.resolve(version.text() + ".unpacking");
      Removal.remove(unpacking);
      try (InputStream archive = new BufferedInputStream(archive(), 1 << 16)) {
        TarXz.unpack(archive, unpacking);
      }
      Files.move(unpacking, directory, StandardCopyOption.ATOMIC_MOVE);
    }
    return new PostgresBinaries(directory, version);
  }

  Path program(String name) {
    return directory.resolve("bin").resolve(name);
  }

  private static InputStream archive() {
    String name = "/postgres-" + platform() + ".txz";
    InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
    if (archive == null) {
      throw new StartFailure(
          "This build holds no PostgreSQL for " + platform() + ".",
          "Build on this machine with ./strongroom up, or name a PostgreSQL server in"
              + " strongroom.datasource.url.");
    }
    return archive;
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch");
    return (system.startsWith("mac") ? "darwin" : "linux")
        + (architecture.equals("aarch64") ? "-arm_64" : "-x86_64");
  }
}
