package dev.strongroom.server.wiring;

import dev.strongroom.api.edge.TlsProfile;
import dev.strongroom.api.edge.TrustedProxies;
import dev.strongroom.server.configuration.StrongroomSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.valves.RemoteCIDRValve;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Makes the console's port do as the API's does: the same groups of key exchange, and where proxies
 * end TLS, no way past them.
 */
@Component
final class ConsolePort
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {
  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

  private final StrongroomSettings settings;

  ConsolePort(StrongroomSettings settings) {
    this.settings = settings;
  }

  /**
   * Before Spring Boot's own, of order 0, which adds the valve that takes the client's address from
   * the proxies' word: this one's valve has to see who has connected.
   */
  @Override
  public int getOrder() {
    return -1;
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addConnectorCustomizers(ConsolePort::limitGroups);
    if (settings.tls().terminatedUpstream()) {
      RemoteCIDRValve valve = new RemoteCIDRValve();
      valve.setAllow(
          Stream.concat(
                  LOOPBACK.stream(), TrustedProxies.of(settings.trustedProxies()).cidrs().stream())
              .collect(Collectors.joining(",")));
      factory.addEngineValves(valve);
    }
  }

  /** The configuration stays when its certificate is exchanged, and with it the groups. */
  private static void limitGroups(Connector connector) {
    Arrays.stream(connector.findSslHostConfigs())
        .forEach(each -> each.setGroups(String.join(",", TlsProfile.GROUPS)));
  }
}
