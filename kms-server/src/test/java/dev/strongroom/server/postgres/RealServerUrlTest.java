package dev.strongroom.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.postgres.DatasourceSettings.Login;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealServerUrlTest {

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db.example/strongroom, verified TLS",
    "jdbc:postgresql://db.example/strongroom?sslmode=require, verified TLS",
    "'jdbc:postgresql://localhost,db.example/strongroom', verified TLS",
    "jdbc:postgresql://localhost/strongroom?password=hunter2, holds a user or a password",
    "jdbc:mysql://localhost/strongroom, not a PostgreSQL URL"
  })
  void refusesAUrlBeforeConnectingAnywhere(String url, String because) {
    DatabaseAccess access =
        new DatasourceSettings(
                url, "application", "s3cret", new Login("owner", ""), new Login("auditor", ""))
            .access();
    assertThatThrownBy(() -> RealServer.verify(access))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(because)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void neverTakesTheEmbeddedServerWhenOnlyAPartIsSet() {
    DatasourceSettings partly =
        new DatasourceSettings("", "application", "", new Login("", ""), new Login("", ""));
    assertThat(partly.isNamed()).isTrue();
    assertThatThrownBy(partly::access)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("strongroom.datasource.url");
    assertThat(DatasourceSettings.none().isNamed()).isFalse();
  }
}
