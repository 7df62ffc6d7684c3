package dev.strongroom.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.name.AccountName;
import dev.strongroom.server.home.Home;
import java.io.BufferedReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the main class in JVMs of their own, as the launcher does. */
class ServeTest {
  @TempDir Path directory;
  private Home home;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void layOut() throws Exception {
    home = new Home(directory.toRealPath().resolve("home"));
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroy);
    for (Process process : started) {
      process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
  }

  @Test
  void startsTellsHowToUseItRefusesASecondOneAndStopsCleanly() throws Exception {
    int port = freePorts();
    Process server = start(home, "serve", "--port", Integer.toString(port));
    BufferedReader terminal = server.inputReader();
    List<String> said = new ArrayList<>();
    for (String line = terminal.readLine(); line != null; line = terminal.readLine()) {
      said.add(line);
      if (line.startsWith("Ctrl-C")) {
        break;
      }
    }
    assertThat(said)
        .contains("Strongroom is ready.", "  API          http://127.0.0.1:" + port)
        .contains("  Credentials  " + home.credentials())
        .allSatisfy(line -> assertThat(line).doesNotContain("\tat "));

    assertEndsWith(start(home, "serve", "--port", Integer.toString(port)), "already runs in");
    assertEndsWith(start(home, "reset", "--yes"), "already runs in");
    Home other = new Home(directory.resolve("other"));
    assertEndsWith(
        start(other, "serve", "--port", Integer.toString(port)),
        "is taken by java (pid " + server.pid() + ")");
    assertThat(other.serverLog()).content().contains("StartFailure", "\tat ");

    assertEndsWith(start(home, "account", "create", "default"), "one account has", ExitCode.OK);
    assertEndsWith(start(home, "account", "list"), "  default", ExitCode.OK);

    String before = Files.readString(home.serverLog());
    assertEndsWith(start(home, "account", "create", "\u001b[31mred"), AccountName.RULE);
    assertThat(Files.readString(home.serverLog()).substring(before.length()))
        .as("a refusal is no failure of the server's")
        .doesNotContain("ERROR", "\tat ");

    server.toHandle().destroy(); // Process.destroy would close the streams, too
    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).as("a stop on demand is no failure").isZero();
    assertThat(terminal.lines()).contains("Stopping.", "Stopped.");
    assertThat(home.server()).doesNotExist();
    assertThat(home.postgresData().resolve("postmaster.pid")).doesNotExist();
  }

  @Test
  void neverFallsBackToTheEmbeddedDatabaseWhenTheNamedOneIsAway() throws Exception {
    int port = freePorts();
    Process server =
        start(
            home,
            "serve",
            "--port",
            Integer.toString(port),
            "--",
            "--strongroom.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/strongroom",
            "--strongroom.datasource.username=application",
            "--strongroom.datasource.owner.username=owner",
            "--strongroom.datasource.auditor.username=auditor");
    assertEndsWith(server, "PostgreSQL cannot be reached.");
    assertThat(home.postgresData()).doesNotExist();
  }

  @Test
  void refusesTheEmbeddedDatabaseInProduction() throws Exception {
    Process server =
        start(
            home,
            "serve",
            "--port",
            Integer.toString(freePorts()),
            "--",
            "--strongroom.mode=production");
    assertEndsWith(server, "Production mode does not run on the embedded database.");
  }

  @Test
  void resetSaysWhatIsLostAndRemovesOnlyWhatIsOurs() throws Exception {
    assertEndsWith(start(home, "reset", "--yes"), "There is nothing in", ExitCode.OK);
    Files.createDirectories(home.postgresData());
    Path foreign = Files.createFile(home.directory().resolve("notes.txt"));
    assertEndsWith(start(home, "reset"), "whose number is unknown", ExitCode.USAGE);
    assertThat(home.postgresData()).exists();
    assertEndsWith(start(home, "reset", "--yes"), "Done.", ExitCode.OK);
    assertThat(home.postgresData()).doesNotExist();
    assertThat(foreign).exists();
  }

  private void assertEndsWith(Process process, String message) throws Exception {
    assertEndsWith(process, message, ExitCode.FAILURE);
  }

  /** One cause, one remedy, and nothing else on the terminal. */
  private void assertEndsWith(Process process, String message, int exitCode) throws Exception {
    String said = String.join("\n", process.inputReader().lines().toList());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains(message).doesNotContain("\tat ", "Exception");
    assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
  }

  private Process start(Home in, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Dstrongroom.home=" + in.directory(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.strongroom.server.Strongroom"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    return process;
  }

  /** The first of three neighbouring ports that were free a moment ago. */
  private static int freePorts() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    while (true) {
      try (ServerSocket first = new ServerSocket(0, 1, loopback);
          ServerSocket second = new ServerSocket(first.getLocalPort() + 1, 1, loopback);
          ServerSocket third = new ServerSocket(first.getLocalPort() + 2, 1, loopback)) {
        assertThat(second.getLocalPort()).isLessThan(third.getLocalPort());
        return first.getLocalPort();
      } catch (BindException | IllegalArgumentException taken) {
        continue; // a neighbour is taken: look elsewhere
      }
    }
  }
}
