package dev.strongroom.server.tls;

import dev.strongroom.api.edge.TlsProfile;
import dev.strongroom.api.edge.TrustedProxies;
import dev.strongroom.server.configuration.ServerRole;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.home.Home;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;

/**
 * What Strongroom's settings mean in Spring Boot's words: which ports listen, with which SSL
 * bundle, and whose forwarded headers count.
 */
public final class BootProperties {
  /** The name of the SSL bundle of all ports. */
  static final String BUNDLE = "strongroom";

  private static final String PEM = "spring.ssl.bundle.pem." + BUNDLE + ".";

  private final Map<String, Object> properties = new LinkedHashMap<>();

  private BootProperties() {}

  /** The properties, which go before all others. */
  public static MapPropertySource of(Home home, StrongroomSettings settings) {
    BootProperties boot = new BootProperties();
    if (!settings.has(ServerRole.CONSOLE)) {
      // Spring Boot's way to say that the web server is made and does not listen.
      boot.properties.put("server.port", -1);
    }
    if (settings.tls().isOn()) {
      boot.bundle(CertificateFiles.of(home, settings.tls()));
      boot.ports(settings);
    }
    boot.proxies(settings);
    return new MapPropertySource("strongroom", boot.properties);
  }

  private void bundle(CertificateFiles files) {
    properties.put(PEM + "keystore.certificate", CertificateFiles.location(files.certificate()));
    properties.put(PEM + "keystore.private-key", CertificateFiles.location(files.privateKey()));
    properties.put(PEM + "keystore.verify-keys", true);
    files
        .clientCa()
        .ifPresent(
            ca -> properties.put(PEM + "truststore.certificate", CertificateFiles.location(ca)));
    properties.put(PEM + "options.enabled-protocols", String.join(",", TlsProfile.PROTOCOLS));
    properties.put(PEM + "options.ciphers", String.join(",", TlsProfile.SUITES));
    properties.put(PEM + "reload-on-update", true);
    // Certificate and key are two files, and change one after the other.
    properties.put("spring.ssl.bundle.watch.file.quiet-period", "2s");
  }

  private void ports(StrongroomSettings settings) {
    properties.put("server.ssl.bundle", BUNDLE);
    properties.put(
        "server.ssl.client-auth",
        switch (settings.tls().clientCertificates()) {
          case NONE -> "none";
          case OPTIONAL -> "want";
          case REQUIRED -> "need";
        });
    if (settings.managementPort().isLoopback()) {
      // Said, or the management port would do as the console's.
      properties.put("management.server.ssl.enabled", false);
    } else {
      // Without client certificates: an orchestrator's probes have none.
      properties.put("management.server.ssl.bundle", BUNDLE);
      properties.put("management.server.ssl.client-auth", "none");
    }
  }

  /**
   * Left to itself, Spring Boot believes the forwarded headers of any private address when it finds
   * itself on Kubernetes.
   */
  private void proxies(StrongroomSettings settings) {
    TrustedProxies proxies = TrustedProxies.of(settings.trustedProxies());
    properties.put("server.forward-headers-strategy", proxies.isEmpty() ? "none" : "native");
    if (!proxies.isEmpty()) {
      properties.put("server.tomcat.remoteip.remote-ip-header", "x-forwarded-for");
      properties.put("server.tomcat.remoteip.protocol-header", "x-forwarded-proto");
      properties.put("server.tomcat.remoteip.internal-proxies", String.join(",", proxies.cidrs()));
      properties.put("server.tomcat.remoteip.trusted-proxies", "");
    }
  }
}
