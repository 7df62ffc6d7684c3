package dev.strongroom.server.configuration;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.failure.StartFailure;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class UnknownSettingsTest {
  private static void check(String variable) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(variable, "x")));
    UnknownSettings.refuse(environment, SettingsCatalogue.read());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STRONGROOM_HOME",
        "STRONGROOM_SERVICE_HOST",
        "STRONGROOM_SERVICE_PORT_HTTPS",
        "STRONGROOM_PORT",
        "STRONGROOM_CONSOLE_PORT_443_TCP_ADDR",
        "STRONGROOM_HSM_TOKEN_LABEL",
        "OTHER_THING"
      })
  void whatOthersSetIsLeftAlone(String variable) {
    assertThatCode(() -> check(variable)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"STRONGROOM_HSM_TOKEN", "STRONGROOM_EDGE_BODY", "STRONGROOM_X"})
  void whatIsNoSettingIsRefused(String variable) {
    assertThatThrownBy(() -> check(variable))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(variable);
  }
}
