package dev.strongroom.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void layOut() {
    home = TestHomes.below(directory);
  }

  @Test
  void keepsDataFromOneStartToTheNext() throws Exception {
    try (EmbeddedPostgres server = TestHomes.start(home)) {
      execute(server, "create table kept (text text)");
      execute(server, "insert into kept values ('still here')");
    }
    try (EmbeddedPostgres server = TestHomes.start(home)) {
      assertThat(value(server, "select text from kept")).isEqualTo("still here");
    }
    assertThat(PostmasterPid.of(home.postgresData()).exists()).isFalse();
  }

  @Test
  void refusesEveryConnectionWithoutTheRightPassword() throws Exception {
    try (EmbeddedPostgres server = TestHomes.start(home)) {
      for (String password : new String[] {"wrong", ""}) {
        assertThatThrownBy(
                () ->
                    DatabaseAccess.connect(
                            server.loopback().url("postgres"),
                            new DatabaseLogin("postgres", password))
                        .close())
            .isInstanceOf(SQLException.class);
      }
      assertThat(
              value(server, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      assertThat(value(server, "select rolpassword from pg_authid where rolname = 'postgres'"))
          .startsWith("SCRAM-SHA-256$");
    }
  }

  @Test
  void keepsEverythingBelowTheHomeFromOtherUsers() throws Exception {
    try (EmbeddedPostgres server = TestHomes.start(home)) {
      server.loopback().login("strongroom_application");
      try (Stream<Path> files = Files.walk(home.directory())) {
        assertThat(files)
            .isNotEmpty()
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .endsWith("------"));
      }
      assertThat(home.postgresPasswords().resolve("strongroom_application"))
          .content()
          .matches("[A-Za-z0-9_-]{43}");
    }
  }

  @Test
  void runsInTwoHomesSideBySide() throws Exception {
    Home other = TestHomes.below(directory.resolve("other"));
    try (EmbeddedPostgres one = TestHomes.start(home);
        EmbeddedPostgres two = TestHomes.start(other)) {
      assertThat(one.port()).isNotEqualTo(two.port());
      execute(one, "create table only_here (text text)");
      assertThat(value(two, "select to_regclass('only_here')")).isNull();
      assertThatThrownBy(
              () ->
                  DatabaseAccess.connect(
                          two.loopback().url("postgres"), one.loopback().login("postgres"))
                      .close())
          .as("the password of another home")
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void isAsDurableAsARealServer() throws Exception {
    try (EmbeddedPostgres server = TestHomes.start(home)) {
      for (String setting :
          new String[] {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"}) {
        assertThat(value(server, "show " + setting)).as(setting).isEqualTo("on");
      }
    }
  }

  static void execute(EmbeddedPostgres server, String sql) throws Exception {
    try (Connection connection = server.loopback().connectAsSuperuser("postgres")) {
      connection.createStatement().execute(sql);
    }
  }

  static String value(EmbeddedPostgres server, String sql) throws Exception {
    try (Connection connection = server.loopback().connectAsSuperuser("postgres");
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
