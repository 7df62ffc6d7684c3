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

/**
 * TLS of the API's and the console's port, which use the same bundle, and the new one whenever its
 * files change.
 */
public final class PortsTls {
  private static final Logger LOG = LoggerFactory.getLogger(PortsTls.class);

  private final StrongroomSettings settings;
  private final Optional<EdgeTls> api;
  private final Optional<EdgeTls> console;

  private PortsTls(StrongroomSettings settings, Optional<EdgeTls> api, Optional<EdgeTls> console) {
    this.settings = settings;
    this.api = api;
    this.console = console;
  }

  /**
   * As the settings say.
   *
   * @param bundles has the one of {@link BootProperties#BUNDLE} when TLS is on
   */
  public static PortsTls of(Home home, StrongroomSettings settings, SslBundles bundles) {
    TlsSettings tls = settings.tls();
    if (!tls.isOn()) {
      return new PortsTls(settings, Optional.empty(), Optional.empty());
    }
    CertificateFiles files = CertificateFiles.of(home, tls);
    TlsCredentials first = credentials(tls, bundles.getBundle(BootProperties.BUNDLE));
    EdgeTls api = EdgeTls.with(first);
    EdgeTls console = EdgeTls.collected(first);
    bundles.addBundleUpdateHandler(
        BootProperties.BUNDLE,
        bundle -> {
          TlsCredentials next = credentials(tls, bundle);
          api.replace(next);
          console.replace(next);
          LOG.info("The ports use the new certificate");
          lookAgain(files);
        });
    return new PortsTls(settings, Optional.of(api), Optional.of(console));
  }

  /** What protects the API's port, which closes its TLS. */
  public TransportSecurity api() {
    return new TransportSecurity(
        api, TrustedProxies.of(settings.trustedProxies()), settings.tls().terminatedUpstream());
  }

  /** The console's TLS, for the whole life of the process. */
  public Optional<EdgeTls> console() {
    return console;
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
