package dev.strongroom.server.tls;

import dev.strongroom.api.edge.EdgeTls;
import dev.strongroom.api.edge.TlsCredentials;
import dev.strongroom.api.edge.TransportSecurity;
import dev.strongroom.api.edge.TrustedProxies;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.Home;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** Gives the API's port the same SSL bundle as Spring Boot gives the console's. */
public final class EdgeSecurity {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeSecurity.class);

  private EdgeSecurity() {}

  /**
   * What protects the API's port. Whenever the bundle's files change, it uses the new ones.
   *
   * @param bundles has the one of {@link BootProperties#BUNDLE} when TLS is on
   */
  public static TransportSecurity of(Home home, StrongroomSettings settings, SslBundles bundles) {
    TlsSettings tls = settings.tls();
    return new TransportSecurity(
        tls.isOn() ? Optional.of(edgeTls(home, tls, bundles)) : Optional.empty(),
        TrustedProxies.of(settings.trustedProxies()),
        tls.terminatedUpstream());
  }

  private static EdgeTls edgeTls(Home home, TlsSettings settings, SslBundles bundles) {
    CertificateFiles files = CertificateFiles.of(home, settings);
    SslBundle bundle = bundles.getBundle(BootProperties.BUNDLE);
    EdgeTls edge = EdgeTls.with(credentials(settings, bundle));
    bundles.addBundleUpdateHandler(
        BootProperties.BUNDLE,
        next -> {
          edge.replace(credentials(settings, next));
          LOG.info("The API's port uses the new certificate");
          lookAgain(files);
        });
    return edge;
  }

  /** A running server goes on with what a start would refuse, and says so. */
  private static void lookAgain(CertificateFiles files) {
    try {
      files.checkAndWarn();
    } catch (StartFailure e) {
      LOG.warn("{} {}", e.cause(), e.remedy());
    }
  }

  private static TlsCredentials credentials(TlsSettings settings, SslBundle bundle) {
    return new TlsCredentials(
        bundle.getManagers().getKeyManagerFactory(),
        settings.asksClients()
            ? Optional.of(bundle.getManagers().getTrustManagerFactory())
            : Optional.empty(),
        settings.clientCertificates());
  }
}
