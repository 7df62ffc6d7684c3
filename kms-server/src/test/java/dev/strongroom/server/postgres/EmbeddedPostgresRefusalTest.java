package dev.strongroom.server.postgres;

import static dev.strongroom.server.postgres.EmbeddedPostgresTest.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.CurrentUser;
import dev.strongroom.server.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresRefusalTest {
  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void layOut() {
    home = TestHomes.below(directory);
  }

  @Test
  void refusesADatabaseOfAnotherVersionAndLeavesItAlone() throws Exception {
    TestHomes.start(home).close();
    Path version = home.postgresData().resolve("PG_VERSION");
    Files.writeString(version, "17\n");

    assertRefused()
        .hasMessageContaining("made by PostgreSQL 17")
        .extracting(thrown -> ((StartFailure) thrown).remedy())
        .asString()
        .contains("pg_dump");
    assertThat(version).hasContent("17");
  }

  @Test
  void refusesAHalfMadeDirectoryAndLeavesItAlone() throws Exception {
    Path remains = home.postgresData().resolve("base/1/2619");
    Files.createDirectories(remains.resolveSibling(""));
    Files.writeString(remains, "perhaps a row");

    assertRefused().hasMessageContaining("is not complete");
    assertThat(remains).exists();
  }

  @Test
  void refusesADatabaseWhosePasswordFileIsGone() throws Exception {
    TestHomes.start(home).close();
    Files.delete(home.postgresPasswords().resolve("postgres"));

    assertRefused().hasMessageContaining("password file");
  }

  @Test
  void refusesToRunWithoutFsyncAndLeavesNothingRunning() throws Exception {
    try (EmbeddedPostgres server = TestHomes.start(home)) {
      execute(server, "alter system set fsync = off");
    }
    assertRefused().hasMessageContaining("fsync = 'off'");
    assertThat(PostmasterPid.of(home.postgresData()).exists()).isFalse();
  }

  @Test
  void refusesAuthenticationByTrust() throws Exception {
    TestHomes.start(home).close();
    Files.writeString(
        home.postgresData().resolve("pg_hba.conf"),
        "host all all 127.0.0.2/32 trust\n",
        StandardOpenOption.APPEND);

    assertRefused().hasMessageContaining("pg_hba.conf");
  }

  @Test
  void runsAsNobodyWhereUserNamespacesAreForbiddenAndChangesBack() throws Exception {
    Assumptions.assumeTrue(CurrentUser.isRoot(), "only root has to become somebody else");
    try (EmbeddedPostgres server = TestHomes.start(home, ServerUser.asNobody())) {
      execute(server, "create table kept (text text)");
      assertThat(CurrentUser.ownerOf(home.postgresData())).isEqualTo(65_534);
    }
    try (EmbeddedPostgres server = TestHomes.start(home)) {
      execute(server, "drop table kept");
      assertThat(CurrentUser.ownerOf(home.postgresData())).isEqualTo(ServerUser.find().uid());
    }
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
    return assertThatThrownBy(() -> TestHomes.start(home).close()).isInstanceOf(StartFailure.class);
  }
}
