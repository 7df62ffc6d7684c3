package dev.strongroom.server.wiring;

import dev.strongroom.api.edge.EdgeTls;
import dev.strongroom.api.edge.TlsProfile;
import dev.strongroom.api.edge.TrustedProxies;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.tls.ConsoleTls;
import dev.strongroom.server.tls.PortsTls;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.valves.RemoteCIDRValve;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Makes the console's port do as the API's does: the same TLS, and where proxies end it, no way
 * past them.
 */
@Component
final class ConsolePort
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {
  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

  private final StrongroomSettings settings;
  private final PortsTls tls;

  ConsolePort(StrongroomSettings settings, PortsTls tls) {
    this.settings = settings;
    this.tls = tls;
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
    tls.console().ifPresent(own -> factory.addConnectorCustomizers(c -> use(own, c)));
    if (settings.tls().terminatedUpstream()) {
      RemoteCIDRValve valve = new RemoteCIDRValve();
      valve.setAllow(
          Stream.concat(
                  LOOPBACK.stream(), TrustedProxies.of(settings.trustedProxies()).cidrs().stream())
              .collect(Collectors.joining(",")));
      factory.addEngineValves(valve);
    }
  }

  /** The configuration stays when its certificate is exchanged, and with it what is set here. */
  private static void use(EdgeTls tls, Connector connector) {
    for (SSLHostConfig host : connector.findSslHostConfigs()) {
      host.setGroups(String.join(",", TlsProfile.GROUPS));
      host.getCertificates().forEach(each -> each.setSslContext(new ConsoleTls(tls)));
    }
  }
}
