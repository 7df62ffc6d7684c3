package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.CurrentUser;
import dev.strongroom.server.home.PrivateFiles;
import dev.strongroom.server.home.Removal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cluster's data directory: made whole or not at all, and never touched when it is not what it
 * should be, because the keys of every account may be in it.
 */
record DataDirectory(Path path, PostgresPrograms programs) {
  static final String SUPERUSER = "postgres";
  private static final String UNFINISHED = ".unfinished-";

  /**
   * Makes the directory when there is none, and checks it.
   *
   * @param passwordFile of the superuser, mode 0600
   */
  void prepare(Path passwordFile) throws IOException {
    removeUnfinished();
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      make(passwordFile);
    }
    check(passwordFile);
    own(path);
  }

  private void make(Path passwordFile) throws IOException {
    PrivateFiles.makeDirectory(parent());
    PrivateFiles.readOrMakeSecret(passwordFile);
    Path unfinished = Files.createTempDirectory(parent(), UNFINISHED);
    own(unfinished);
    PostgresPrograms.Outcome outcome =
        programs.run(
            "initdb",
            List.of(
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth-local=scram-sha-256",
                "--auth-host=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
    if (!outcome.succeeded()) {
      throw new StartFailure(
          "initdb could not make the database in " + path + ": " + lastLine(outcome.output()),
          "Check the free space and the permissions of that directory.");
    }
    overwrite(unfinished.resolve("postgresql.conf"), PostgresSettings.configuration());
    overwrite(unfinished.resolve("pg_hba.conf"), PostgresSettings.clientAuthentication());
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    PrivateFiles.sync(parent());
  }

  private void overwrite(Path file, String text) throws IOException {
    PrivateFiles.write(file, text);
    chown(file);
  }

  private void check(Path passwordFile) throws IOException {
    Path versionFile = path.resolve("PG_VERSION");
    if (!Files.exists(versionFile) || !Files.exists(path.resolve("global/pg_control"))) {
      throw new StartFailure(
          "The database directory " + path + " is not complete.",
          "Restore it from a backup; or, if nothing in it is needed any more, start anew with"
              + " ./strongroom reset --yes.");
    }
    String made = Files.readString(versionFile).strip();
    String brought = programs.binaries().version().major();
    if (!made.equals(brought)) {
      throw new StartFailure(
          "The database in %s was made by PostgreSQL %s, and this Strongroom brings PostgreSQL %s."
              .formatted(path, made, brought),
          "Run the Strongroom that made it, dump the database with pg_dump, restore it into a"
              + " PostgreSQL server, and name that in strongroom.datasource.url.");
    }
    if (!Files.exists(passwordFile)) {
      throw new StartFailure(
          "The password file " + passwordFile + " of the database in " + path + " is missing.",
          "Restore it from a backup of the home.");
    }
  }

  /** What a crash in the midst of initdb left; nothing was ever stored in it. */
  private void removeUnfinished() throws IOException {
    if (!Files.isDirectory(parent())) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(parent(), UNFINISHED + "*")) {
      for (Path directory : left) {
        Removal.remove(directory);
      }
    }
  }

  /** Hands the tree to the server's user, when it last ran as another (see {@link ServerUser}). */
  private void own(Path directory) throws IOException {
    if (CurrentUser.ownerOf(directory) == programs.user().uid()) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        chown(file);
      }
    }
  }

  private void chown(Path file) throws IOException {
    if (CurrentUser.ownerOf(file) != programs.user().uid()) {
      Files.setAttribute(file, "unix:uid", (int) programs.user().uid(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  private Path parent() {
    return path.resolveSibling(".").normalize();
  }

  private static String lastLine(String output) {
    return output.substring(output.lastIndexOf('\n') + 1);
  }
}
