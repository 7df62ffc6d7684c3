package dev.strongroom.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnEveryPostgres
class DatabaseSetUpTest {
  private static final String LOCATION = "classpath:db/testmigration/";

  @TempDir static Path directory;
  private static Home home;
  private static AutoCloseable running;
  private static LoopbackServer server;
  private DatabaseAccess access;

  @BeforeAll
  static void start() throws Exception {
    home = TestHomes.below(directory);
    if (PostgresUnderTest.chosen() == PostgresUnderTest.CONTAINER) {
      ContainerPostgres container = ContainerPostgres.start(home);
      running = container;
      server = container.loopback();
    } else {
      EmbeddedPostgres embedded = TestHomes.start(home);
      running = embedded;
      server = embedded.loopback();
    }
  }

  private static String log() throws Exception {
    return running instanceof ContainerPostgres container
        ? container.log()
        : Files.readString(home.postgresLog());
  }

  @AfterAll
  static void stop() throws Exception {
    running.close();
  }

  @BeforeEach
  void setUp() throws Exception {
    access = EmbeddedSetUp.run(server);
    try (Connection superuser = server.connectAsSuperuser("strongroom")) {
      superuser.createStatement().execute("drop schema if exists strongroom cascade");
    }
  }

  @Test
  void givesEachRoleItsOwnLoginAndNoRightsToStepAroundRowLevelSecurity() throws Exception {
    assertThatCode(() -> RealServer.verify(access)).doesNotThrowAnyException();
    for (DatabaseLogin login : List.of(access.owner(), access.application(), access.auditor())) {
      try (Connection connection = access.connect(login);
          ResultSet row = connection.createStatement().executeQuery("select current_user")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo(login.user());
      }
    }
  }

  @Test
  void mayBeRepeated() throws Exception {
    SchemaMigration.run(access, LOCATION + "current");
    DatabaseAccess again = EmbeddedSetUp.run(server);
    assertThat(again).isEqualTo(access);
    assertThatCode(() -> SchemaMigration.run(again, LOCATION + "current"))
        .doesNotThrowAnyException();
  }

  @Test
  void writesNoPasswordToTheLogAndShowsNoneInText() throws Exception {
    String log = log();
    assertThat(log).isNotEmpty();
    for (DatabaseLogin login : List.of(access.owner(), access.application(), access.auditor())) {
      assertThat(log).doesNotContain(login.password());
      assertThat(access.toString()).doesNotContain(login.password());
    }
  }

  @Test
  void keepsTheBackupRoleAndStrangersOutOfOtherDatabasesOfStrongroom() {
    assertThatThrownBy(() -> access.connect(new DatabaseLogin("strongroom_lookup", "x")).close())
        .isInstanceOf(SQLException.class);
  }

  @Test
  void countsTheKeysOfEveryAccountInSpiteOfRowLevelSecurity() throws Exception {
    assertThat(StoredKeys.count(server)).isEmpty();
    try (Connection superuser = server.connectAsSuperuser("strongroom")) {
      superuser
          .createStatement()
          .execute(
              """
              create schema strongroom authorization strongroom_owner;
              set role strongroom_owner;
              create table strongroom.account as
                select generate_series(1, 2) as account_id, 'TENANT' as kind;
              create table strongroom.kms_key as select generate_series(1, 3) as account_id;
              alter table strongroom.account enable row level security;
              alter table strongroom.account force row level security;
              alter table strongroom.kms_key enable row level security;
              alter table strongroom.kms_key force row level security;
              """);
    }
    assertThat(StoredKeys.count(server)).contains(new StoredKeys(2, 3));
  }

  @Test
  void refusesASchemaThatANewerReleaseMade() {
    SchemaMigration.run(access, LOCATION + "newer");
    assertThatThrownBy(() -> SchemaMigration.run(access, LOCATION + "current"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("(version 2) is newer");
  }

  @Test
  void refusesASchemaWhoseMigrationWasChanged() {
    SchemaMigration.run(access, LOCATION + "current");
    assertThatThrownBy(() -> SchemaMigration.run(access, LOCATION + "changed"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("changed or is missing");
  }

  @Test
  void refusesASuperuserAndAMemberOfOneAndBypassRls() throws Exception {
    for (String made :
        List.of(
            "create role tester login superuser",
            "create role tester login bypassrls",
            "create role tester login in role postgres")) {
      assertRefused(made, "superuser");
    }
  }

  @Test
  void refusesAnApplicationRoleThatOwnsTheTables() throws Exception {
    SchemaMigration.run(access, LOCATION + "current");
    assertRefused("create role tester login in role strongroom_owner", "owns tables");
  }

  @Test
  void refusesOneRoleForTwoPurposes() {
    DatabaseAccess shared =
        new DatabaseAccess(access.url(), access.owner(), access.owner(), access.auditor());
    assertThatThrownBy(() -> RealServer.verify(shared))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("used for two");
  }

  private void assertRefused(String createRole, String message) throws Exception {
    try (Connection superuser = server.connectAsSuperuser("strongroom")) {
      superuser.createStatement().execute(createRole + " password 'tester'");
      superuser.createStatement().execute("grant connect on database strongroom to tester");
      try {
        DatabaseAccess with =
            new DatabaseAccess(
                access.url(),
                access.owner(),
                new DatabaseLogin("tester", "tester"),
                access.auditor());
        assertThatThrownBy(() -> RealServer.verify(with))
            .as(createRole)
            .isInstanceOf(StartFailure.class)
            .hasMessageContaining(message);
      } finally {
        superuser.createStatement().execute("revoke connect on database strongroom from tester");
        superuser.createStatement().execute("drop role tester");
      }
    }
  }
}
