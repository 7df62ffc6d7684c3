package dev.strongroom.server.postgres;

import static dev.strongroom.server.postgres.EmbeddedPostgresTest.execute;
import static dev.strongroom.server.postgres.EmbeddedPostgresTest.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresAfterCrashTest {
  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void layOut() {
    home = TestHomes.below(directory);
  }

  @Test
  void stopsTheOrphanOfAKilledJvmAndKeepsWhatItCommitted() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OrphanMaker.class.getName(),
                home.directory().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = jvm.inputReader()) {
      assertThat(output.readLine()).as("the port of the orphan").matches("[0-9]+");
    } finally {
      jvm.destroyForcibly();
    }
    assertThat(jvm.waitFor(10, TimeUnit.SECONDS)).isTrue();
    ProcessHandle orphan = PostmasterPid.of(home.postgresData()).server().orElseThrow();

    try (EmbeddedPostgres server = TestHomes.start(home)) {
      orphan.onExit().get(10, TimeUnit.SECONDS);
      assertThat(value(server, "select text from kept")).isEqualTo("before the kill");
    }
  }

  @Test
  void recoversWhenTheDatabaseServerItselfWasKilled() throws Exception {
    EmbeddedPostgres killed = TestHomes.start(home);
    execute(killed, "create table kept as select 'committed' as text");
    ProcessHandle postmaster = PostmasterPid.of(home.postgresData()).server().orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().get(10, TimeUnit.SECONDS);

    try (EmbeddedPostgres server = TestHomes.start(home)) {
      assertThat(value(server, "select text from kept")).isEqualTo("committed");
    }
    killed.close();
  }

  @Test
  void startsThoughTheOldPidNowBelongsToAnotherProgram() throws Exception {
    TestHomes.start(home).close();
    List<String> lines = new ArrayList<>();
    lines.add(Long.toString(ProcessHandle.current().pid()));
    lines.add(home.postgresData().toString());
    lines.addAll(List.of("1700000000", "5432", "", "127.0.0.1", "  9979155         4", "ready   "));
    Files.write(home.postgresData().resolve("postmaster.pid"), lines);

    try (EmbeddedPostgres server = TestHomes.start(home)) {
      assertThat(value(server, "select 1")).isEqualTo("1");
    }
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void sweepsUpAnInitdbThatDidNotFinish() throws Exception {
    Path unfinished = home.postgres().resolve(".unfinished-1");
    Files.createDirectories(unfinished.resolve("base"));
    Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");

    TestHomes.start(home).close();

    assertThat(unfinished).doesNotExist();
    assertThat(home.postgresData()).isDirectory();
  }
}
