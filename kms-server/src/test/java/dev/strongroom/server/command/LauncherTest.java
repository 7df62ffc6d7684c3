package dev.strongroom.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.command.Script.Run;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.PrivateFiles;
import dev.strongroom.server.home.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
  @TempDir Path directory;
  private Home home;
  private Script script;

  @BeforeEach
  void layOut() throws Exception {
    home = new Home(directory.toRealPath().resolve("home"));
    script = new Script(home.directory());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "down",
        "status",
        "logs",
        "env",
        "account",
        "reset",
        "test",
        "version",
        "completion"
      })
  void tellsTheUsageOfEachCommand(String command) throws Exception {
    Run run = script.run(command, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("usage: ").contains("./strongroom " + command);
    assertThat(script.run("help").out()).contains("\n  " + command + " ");
    assertThat(home.directory()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bogus",
        "up --port",
        "up --port 77x",
        "up --port 08",
        "up --port=",
        "up --port=7x",
        "up --prot 1",
        "down now",
        "status -v",
        "logs -n",
        "env zsh",
        "account",
        "account create",
        "account create a b",
        "account list a",
        "account lst",
        "reset --force",
        "test --slow",
        "test --fast --containers",
        "version 2",
        "completion fish"
      })
  void answersAWrongCommandLineWithTwo(String line) throws Exception {
    Run run = script.run(line.split(" "));
    assertThat(run.exitCode()).as(line).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("strongroom: ").contains("See ./strongroom help");
  }

  @Test
  void answersWithTwoAndTheUsageWhenNoCommandIsGiven() throws Exception {
    Run run = script.run();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("usage: ./strongroom COMMAND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"down", "status", "logs", "env", "account create someone", "account list"})
  void answersWithThreeWhenNothingRuns(String line) throws Exception {
    Run run = script.run(line.split(" "));
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("./strongroom up");
  }

  @Test
  void doesNotTakeAnotherProgramForTheServer() throws Exception {
    record(ProcessHandle.current().pid());
    assertThat(script.run("down").exitCode()).isEqualTo(3);
    Process neighbour = pretend(directory.resolve("home2").toString());
    try {
      record(neighbour.pid());
      assertThat(script.run("down").exitCode()).isEqualTo(3);
      assertThat(neighbour.isAlive()).isTrue();
    } finally {
      neighbour.destroyForcibly();
    }
  }

  @Test
  void stopsTheServerOfThisHome() throws Exception {
    Process server = pretend(home.directory().toString());
    try {
      record(server.pid());
      assertThat(script.run("up").err()).contains("already runs in " + home.directory());
      assertThat(script.run("reset", "--yes").exitCode()).isEqualTo(1);
      assertThat(server.isAlive()).isTrue();
      Run down = script.run("down");
      assertThat(down.exitCode()).isZero();
      assertThat(down.out()).isEqualTo("Stopped.\n");
      assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void printsAnEnvironmentThatIsSafeToEvaluateWhateverTheFilesHold() throws Exception {
    Process server = pretend(home.directory().toString());
    try {
      record(server.pid());
      String hostile = "x'; touch " + directory.resolve("pwned") + "; echo '$(id)`id`";
      PrivateFiles.write(
          home.credentials(),
          "[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = " + hostile + "\n");
      Run evaluated =
          script.run(
              List.of(
                  "bash",
                  "-c",
                  "export AWS_PROFILE=p AWS_SESSION_TOKEN=t; eval \"$(./strongroom env)\";"
                      + " printf '%s\\n' \"$AWS_ENDPOINT_URL\" \"$AWS_ACCESS_KEY_ID\""
                      + " \"$AWS_SECRET_ACCESS_KEY\" \"$AWS_REGION\" \"$AWS_DEFAULT_REGION\""
                      + " \"${AWS_PROFILE-unset}\" \"${AWS_SESSION_TOKEN-unset}\""));
      assertThat(evaluated.out().lines())
          .containsExactly(
              "http://127.0.0.1:7770",
              "AKIAEXAMPLE",
              hostile,
              "eu-central-1",
              "eu-central-1",
              "unset",
              "unset");
      assertThat(directory.resolve("pwned")).doesNotExist();
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void printsCompletionThatBashUnderstands() throws Exception {
    Run run =
        script.run(
            List.of(
                "bash",
                "-c",
                "eval \"$(./strongroom completion bash)\"; COMP_WORDS=(./strongroom up --o);"
                    + " COMP_CWORD=2; _strongroom; echo \"${COMPREPLY[*]}\""));
    assertThat(run.out()).isEqualTo("--offline\n");
  }

  private void record(long pid) throws Exception {
    Files.createDirectories(home.run());
    new RunningServer(
            pid,
            true,
            Optional.of("http://127.0.0.1:7770"),
            Optional.of("http://127.0.0.1:7771/console"),
            Optional.empty(),
            "eu-central-1")
        .write(home);
  }

  /** A process with the command line of a server, which ends on SIGTERM or with this test. */
  private static Process pretend(String home) throws Exception {
    return new ProcessBuilder(
            "bash", "-c", "read -r", "java", "-Dstrongroom.home=" + home, "-jar", "x.jar", "serve")
        .start();
  }
}
