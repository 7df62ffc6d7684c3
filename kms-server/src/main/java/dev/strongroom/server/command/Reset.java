package dev.strongroom.server.command;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.failure.StartFailures;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeLock;
import dev.strongroom.server.home.HomeOpening;
import dev.strongroom.server.home.Removal;
import dev.strongroom.server.postgres.StoredKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes a home's database and token, after saying what is lost with them. */
@Command(name = "reset", description = "Destroy the embedded database, the token and all keys.")
final class Reset implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Option(names = "--yes", description = "Really do it; without it, only say what would be lost.")
  boolean confirmed;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    refuseForRealServer(System.getenv());
    Home named = HomeOpening.named();
    if (Files.notExists(named.directory())) {
      out.println("There is nothing in " + named.directory() + ".");
      return ExitCode.OK;
    }
    Home home = HomeOpening.open(named, out::println);
    try (HomeLock held = HomeLock.take(home)) {
      refuseForServedDatabase(home);
      out.println("A reset of " + home.directory() + " destroys, beyond recovery:");
      out.println("  " + losses(home));
      if (!confirmed) {
        out.println("Nothing was done. To do it: ./strongroom reset --yes");
        return ExitCode.USAGE;
      }
      remove(home);
    }
    out.println("Done. The next ./strongroom up starts anew, with other accounts and keys.");
    return ExitCode.OK;
  }

  /** Its data is not in this home, so a reset of the home would only destroy the keys to it. */
  static void refuseForRealServer(Map<String, String> environment) {
    boolean named =
        environment.keySet().stream().anyMatch(name -> name.startsWith("STRONGROOM_DATASOURCE"))
            || System.getProperties().stringPropertyNames().stream()
                .anyMatch(name -> name.startsWith("strongroom.datasource."));
    if (named) {
      throw new StartFailure(
          "A PostgreSQL server is configured (strongroom.datasource.*), which a reset never"
              + " touches.",
          "Unset it to reset the embedded database of this home.");
    }
  }

  /** Its root keys may be in the token below this home. */
  private static void refuseForServedDatabase(Home home) throws IOException {
    if (Files.exists(home.servedDatabase())) {
      throw new StartFailure(
          "This home has served the database "
              + Files.readString(home.servedDatabase()).strip()
              + ", whose root keys may be in its token.",
          "If that database is gone for good, remove " + home.servedDatabase() + " first.");
    }
  }

  private static String losses(Home home) throws IOException {
    try {
      return StoredKeys.count(home)
          .map(
              stored ->
                  "%d tenants and %d KMS keys: nothing that was encrypted under them can ever be"
                          .formatted(stored.tenants(), stored.keys())
                      + " decrypted again")
          .orElse("no accounts and no keys: the database was never set up");
    } catch (StartFailure | SQLException e) {
      return "accounts and keys whose number is unknown, because the database does not start ("
          + StartFailures.explain(e, home.postgresLog().toString()).cause()
          + ")";
    }
  }

  private static void remove(Home home) throws IOException {
    for (Path content : home.contents()) {
      Removal.remove(content);
    }
    if (Files.exists(home.directory(), LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.delete(home.directory());
      } catch (DirectoryNotEmptyException e) {
        // What somebody else put there is not ours to remove.
        return;
      }
    }
  }
}
