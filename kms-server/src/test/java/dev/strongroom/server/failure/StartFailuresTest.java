package dev.strongroom.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.configuration.StrongroomSettings;
import java.net.BindException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.server.PortInUseException;

class StartFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "28P01, refused the user name or password",
    "28000, refused the user name or password",
    "3D000, has no database",
    "53300, no connection left",
    "57P03, starting up",
    "08001, cannot be reached"
  })
  void namesWhatPostgresSaid(String state, String cause) {
    SQLException sql = new SQLException("FATAL: secret detail", state);
    StartFailure failure = explain(new IllegalStateException("bean", new RuntimeException(sql)));
    assertThat(failure.cause()).contains(cause).doesNotContain("secret detail");
    assertThat(failure.remedy()).isNotBlank();
  }

  @Test
  void namesATakenPort() {
    assertThat(explain(new PortInUseException(7771)).cause()).contains("Port 7771");
    assertThat(explain(new RuntimeException(new BindException("x"))).cause()).contains("in use");
  }

  @ParameterizedTest
  @CsvSource({
    "maximum-size, -1, at least 1B",
    "without-hsm, 10ms, at least a second",
    "maximum-waiting, -1, not negative",
    "longest-wait, -1s, not negative"
  })
  void namesTheSettingThatIsOutOfRange(String setting, String value, String rule) {
    String name = "strongroom.key-ring." + setting;
    Binder binder = new Binder(new MapConfigurationPropertySource(Map.of(name, value)));
    assertThatThrownBy(() -> binder.bind("strongroom", StrongroomSettings.class))
        .satisfies(
            thrown -> assertThat(explain(thrown).cause()).startsWith(name + " is ").contains(rule));
  }

  @Test
  void prefersWhatWasSaidOnPurpose() {
    StartFailure said = new StartFailure("cause", "remedy", new BindException("x"));
    assertThat(explain(new RuntimeException(said))).isSameAs(said);
  }

  @Test
  void pointsToTheLogForWhatItDoesNotKnowAndRepeatsNoMessage() {
    StartFailure failure = explain(new RuntimeException(new ArithmeticException("pin 1234")));
    assertThat(failure.cause()).contains("ArithmeticException").doesNotContain("1234");
    assertThat(failure.remedy()).contains("/the/log");
  }

  private static StartFailure explain(Throwable thrown) {
    return StartFailures.explain(thrown, "/the/log");
  }
}
