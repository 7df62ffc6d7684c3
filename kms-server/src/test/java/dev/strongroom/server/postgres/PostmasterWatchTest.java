package dev.strongroom.server.postgres;

import static dev.strongroom.server.postgres.EmbeddedPostgresTest.execute;
import static dev.strongroom.server.postgres.EmbeddedPostgresTest.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedded server that ends by itself is started again, and never beside another. */
class PostmasterWatchTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void layOut() {
    home = TestHomes.below(directory);
  }

  private ProcessHandle postmaster() throws Exception {
    return PostmasterPid.of(home.postgresData()).server().orElseThrow();
  }

  private static void kill(ProcessHandle process) throws Exception {
    process.destroyForcibly();
    process.onExit().get(10, TimeUnit.SECONDS);
  }

  private static String eventually(EmbeddedPostgres server, String query) throws Exception {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      try {
        return value(server, query);
      } catch (SQLException away) {
        if (System.nanoTime() > deadline) {
          throw away;
        }
        Thread.sleep(50);
      }
    }
  }

  @Test
  void aKilledServerComesBackOnItsPortWithWhatItCommitted() throws Exception {
    try (EmbeddedPostgres server = TestHomes.start(home)) {
      server.keepRunning();
      execute(server, "create table kept as select 'committed' as text");
      for (int i = 0; i < 3; i++) {
        ProcessHandle before = postmaster();
        kill(before);
        assertThat(eventually(server, "select text from kept")).isEqualTo("committed");
        assertThat(postmaster().pid()).isNotEqualTo(before.pid());
      }
    }
  }

  @Test
  void itIsTriedUntilTheCauseIsGone() throws Exception {
    try (EmbeddedPostgres server = TestHomes.start(home)) {
      server.keepRunning();
      Path control = home.postgresData().resolve("global/pg_control");
      Path aside = control.resolveSibling("aside");
      Files.move(control, aside);
      kill(postmaster());
      Thread.sleep(1_500); // some attempts
      assertThat(PostmasterPid.of(home.postgresData()).server()).isEmpty();
      Files.move(aside, control);
      assertThat(eventually(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aServerWhoseSettingsAreNotSafeIsNotLeftRunning() throws Exception {
    try (EmbeddedPostgres server = TestHomes.start(home)) {
      server.keepRunning();
      execute(server, "alter system set fsync = off");
      kill(postmaster());
      awaitOneThatIsStopped();
      Files.writeString(home.postgresData().resolve("postgresql.auto.conf"), "");
      assertThat(eventually(server, "show fsync")).isEqualTo("on");
    }
  }

  private void awaitOneThatIsStopped() throws Exception {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    Optional<ProcessHandle> started = Optional.empty();
    while (started.filter(process -> !process.isAlive()).isEmpty()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      if (started.isEmpty()) {
        started = PostmasterPid.of(home.postgresData()).server();
      }
      Thread.sleep(5);
    }
  }

  @Test
  void aClosedServerStaysDown() throws Exception {
    EmbeddedPostgres server = TestHomes.start(home);
    server.keepRunning();
    server.close();
    Thread.sleep(500); // more than two looks
    assertThat(PostmasterPid.of(home.postgresData()).exists()).isFalse();
  }

  @Test
  void thePidIsReplacedInPlace() throws Exception {
    Path file = directory.resolve("postmaster.pid");
    Files.write(file, List.of("17", home.postgresData().toString(), "5432"));
    PostmasterPid pid = new PostmasterPid(file);
    pid.forgetProcess();
    assertThat(pid.process()).isEqualTo(Optional.empty());
    assertThat(Files.readAllLines(file))
        .containsExactly("4194305", home.postgresData().toString(), "5432");
  }
}
