package dev.strongroom.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.command.Script.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which places the launcher takes for a home, and what it finds of killed servers there. */
class LauncherHomeTest {
  @TempDir Path directory;
  private Path home;
  private Script script;

  @BeforeEach
  void layOut() throws Exception {
    home = directory.toRealPath().resolve("home");
    script = new Script(home);
  }

  private void assertRefused(String command, String cause) throws Exception {
    Run run = script.run(command.split(" "));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("strongroom: The ").contains(home.toString(), cause);
    assertThat(run.err()).contains("STRONGROOM_HOME").doesNotContain("mkdir");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "reset --yes"})
  void aFolderWithOtherThingsIsLeftAsItIs(String command) throws Exception {
    Path log = Files.createDirectories(home.resolve("logs")).resolve("work.log");
    Files.createFile(log);
    Files.createFile(home.resolve("thesis.tex"));
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(home);
    assertRefused(command, "is no home of Strongroom");
    assertThat(Files.getPosixFilePermissions(home)).isEqualTo(permissions);
    assertThat(log).exists();
  }

  @Test
  void aFileIsNoHome() throws Exception {
    Files.createFile(home);
    assertRefused("up", "is not a directory");
  }

  @Test
  void aHomeThatCannotBeMadeIsTold() throws Exception {
    Files.createFile(home);
    home = home.resolve("below");
    script = new Script(home, directory);
    assertRefused("up", "cannot be made");
  }

  @Test
  void aPostgresThatAKilledServerLeftIsFoundAndEnded() throws Exception {
    Path data = Files.createDirectories(home.resolve("postgres/data"));
    Process postgres =
        // As PostgreSQL it heeds SIGINT, also where the build itself is deaf to it.
        new ProcessBuilder(
                List.of(
                    "env",
                    "--default-signal=INT",
                    "bash",
                    "-c",
                    "read -r",
                    "/bin/postgres",
                    "-D",
                    data.toString()))
            .start();
    try {
      Files.writeString(data.resolve("postmaster.pid"), postgres.pid() + "\n" + data + "\n");
      Run status = script.run("status");
      assertThat(status.exitCode()).isEqualTo(3);
      assertThat(status.err()).contains("PostgreSQL", "pid " + postgres.pid(), "./strongroom down");
      assertThat(postgres.isAlive()).isTrue();
      Run down = script.run("down");
      assertThat(down.exitCode()).isZero();
      assertThat(down.out()).contains("pid " + postgres.pid());
      assertThat(postgres.waitFor(5, TimeUnit.SECONDS)).isTrue();
    } finally {
      postgres.destroyForcibly();
    }
  }

  @Test
  void aLinkToTheLauncherIsTheLauncher() throws Exception {
    Path links = Files.createDirectories(directory.resolve("a folder"));
    Path first = links.resolve("first");
    Files.createSymbolicLink(first, Path.of("../second"));
    Files.createSymbolicLink(
        directory.resolve("second"), Path.of("../strongroom").toAbsolutePath().normalize());
    Run run = script.run(List.of(first.toString(), "version"));
    assertThat(run.out()).matches("strongroom [0-9].*\n");
    assertThat(run.exitCode()).isZero();
  }
}
