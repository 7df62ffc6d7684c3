package dev.strongroom.server.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.home.Home;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What Spring Boot is told, where no test on loopback shows it. */
class BootPropertiesTest {
  private static final Home HOME = new Home(Path.of("/nowhere"));

  private static Map<String, Object> of(Map<String, Object> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return BootProperties.of(HOME, StrongroomSettings.of(environment)).getSource();
  }

  @Test
  void theManagementPortHasTlsBeyondLoopbackAndAsksForNoCertificate() {
    assertThat(
            of(
                Map.of(
                    "strongroom.tls.local-ca", "true",
                    "strongroom.management.address", "0.0.0.0")))
        .containsEntry("management.server.ssl.bundle", "strongroom")
        .containsEntry("management.server.ssl.client-auth", "none")
        .doesNotContainKey("management.server.ssl.enabled");
    assertThat(of(Map.of("strongroom.tls.local-ca", "true")))
        .containsEntry("server.ssl.bundle", "strongroom")
        .containsEntry("management.server.ssl.enabled", false);
  }

  @Test
  void forwardedHeadersAreNeverLeftToSpringBootsGuess() {
    assertThat(of(Map.of()))
        .containsEntry("server.forward-headers-strategy", "none")
        .doesNotContainKey("server.ssl.bundle");
    assertThat(of(Map.of("strongroom.trusted-proxies", "10.1.0.0/16,192.0.2.1")))
        .containsEntry("server.forward-headers-strategy", "native")
        .containsEntry("server.tomcat.remoteip.internal-proxies", "10.1.0.0/16,192.0.2.1/32");
  }
}
