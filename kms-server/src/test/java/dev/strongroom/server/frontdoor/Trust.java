package dev.strongroom.server.frontdoor;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Clients that trust one authority and no other. */
record Trust(TrustManagerFactory managers) {

  /**
   * @param authority a PEM file
   */
  static Trust of(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return new Trust(factory);
  }

  /** For the AWS SDK. */
  UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder().tlsTrustManagersProvider(managers::getTrustManagers);
  }

  /** For the JDK's clients, which may show a certificate of their own. */
  SSLContext context(KeyManager @Nullable [] own) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, managers.getTrustManagers(), null);
    return context;
  }
}
