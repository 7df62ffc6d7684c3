package dev.strongroom.server.wiring;

import dev.strongroom.api.edge.TrustedProxies;
import dev.strongroom.server.configuration.StrongroomSettings;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.valves.RemoteCIDRValve;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The console's port. */
@Configuration(proxyBeanMethods = false)
class ConsoleBeans {
  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

  /**
   * Where proxies end TLS, there is no way past them, as at the API's port. Spring Boot's own
   * customizer, of order 0, adds the valve that takes the client's address from the proxies' word;
   * this one goes first, and sees who has connected.
   */
  @Bean
  @Order(-1)
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> proxiesOnly(
      StrongroomSettings settings) {
    return factory -> {
      if (settings.tls().terminatedUpstream()) {
        RemoteCIDRValve valve = new RemoteCIDRValve();
        valve.setAllow(
            Stream.concat(
                    LOOPBACK.stream(),
                    TrustedProxies.of(settings.trustedProxies()).cidrs().stream())
                .collect(Collectors.joining(",")));
        factory.addEngineValves(valve);
      }
    };
  }
}
