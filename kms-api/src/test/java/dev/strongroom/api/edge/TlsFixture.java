package dev.strongroom.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.edge.TlsCredentials.ClientCertificates;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A server with each TLS library, and clients by the JDK's. */
@ParameterizedClass
@MethodSource("providers")
abstract class TlsFixture {
  static {
    Leaks.install();
  }

  static final X509Bundle AUTHORITY = authority("the authority");
  private static final int PATIENCE_MILLIS = 15_000;

  @Parameter SslProvider provider = SslProvider.JDK;

  @Nullable EdgeTls tls;
  private @Nullable EdgeServer server;

  static Stream<SslProvider> providers() {
    return Stream.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK);
  }

  static X509Bundle authority(String name) {
    try {
      return new CertificateBuilder()
          .subject("CN=" + name)
          .setIsCertificateAuthority(true)
          .ecp256()
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static X509Bundle certificate(String name, boolean rsa) throws Exception {
    CertificateBuilder builder =
        new CertificateBuilder()
            .subject("CN=" + name)
            .addSanIpAddress(InetAddress.getLoopbackAddress());
    return (rsa ? builder.rsa2048() : builder.ecp256()).buildIssuedBy(AUTHORITY);
  }

  static TlsCredentials credentials(X509Bundle certificate) throws Exception {
    return credentials(certificate, ClientCertificates.NONE);
  }

  static TlsCredentials credentials(X509Bundle certificate, ClientCertificates clients)
      throws Exception {
    return new TlsCredentials(
        certificate.toKeyManagerFactory(), Optional.of(AUTHORITY.toTrustManagerFactory()), clients);
  }

  void start(TlsCredentials credentials) throws IOException {
    start(credentials, EdgeFixture.patient());
  }

  void start(TlsCredentials credentials, EdgeSettings settings) throws IOException {
    EdgeTls made = EdgeTls.with(credentials, provider);
    tls = made;
    var security = new TransportSecurity(Optional.of(made), TrustedProxies.none(), false);
    server =
        EdgeServer.start(
            settings.withSecurity(security),
            Transport.nio(),
            (request, reply) -> {
              String agreed =
                  request
                      .tls()
                      .map(t -> t.version() + " " + t.cipherSuite() + " " + t.keyExchange())
                      .orElse("none");
              new EdgeFixture.Received(request, reply).answer(agreed + "/" + request.body().length);
            },
            (request, reply) -> reply.drop(),
            Clock.systemUTC());
  }

  int port() {
    return Objects.requireNonNull(server).port();
  }

  static EdgeSettings quick() {
    return EdgeFixture.settings(Duration.ofSeconds(60), Duration.ofMillis(300), 10, 10);
  }

  /** A connected socket, before its handshake. */
  SSLSocket socket() throws Exception {
    return socket(null);
  }

  SSLSocket socket(@Nullable X509Bundle own) throws Exception {
    KeyManager[] keys = own == null ? null : own.toKeyManagerFactory().getKeyManagers();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, AUTHORITY.toTrustManagerFactory().getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  RawClient connect() throws Exception {
    return RawClient.over(socket());
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @AfterAll
  static void nothingLeaked() {
    assertThat(Leaks.found()).as("buffers leaked, one of them on purpose").isEqualTo(1);
  }
}
