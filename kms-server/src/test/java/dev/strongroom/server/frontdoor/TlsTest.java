package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.edge.TlsProfile;
import dev.strongroom.server.home.Home;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import tools.jackson.databind.JsonNode;

/** A server with TLS: who is served, and what the trail says. */
@Tag("slow")
class TlsTest extends TlsServer {
  @Test
  void withTheLocalAuthorityClientsOfBothPortsAreServed() throws Exception {
    ServerProcess started = start("--strongroom.tls.local-ca=true");
    Home home = new Home(directory.toRealPath());
    Trust trust = Trust.of(home.tlsAuthority());
    FrontDoor.TestAccount account = account(started.tlsEndpoint());
    try (KmsClient kms = account.kmsOver(trust.http())) {
      String key = kms.createKey().keyMetadata().keyId();
      SdkBytes blob = kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)).ciphertextBlob();
      assertThat(kms.decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isEqualTo(PLAINTEXT);
    }
    JsonNode tls = lastEvent(account, "Decrypt").path("tlsDetails");
    assertThat(tls.path("tlsVersion").asString()).isEqualTo("TLSv1.3");
    assertThat(tls.path("cipherSuite").asString()).startsWith("TLS_");
    assertThat(tls.path("clientProvidedHostHeader").asString())
        .isEqualTo(started.tlsEndpoint().getAuthority());
    assertThat(tls.path("keyExchange").asString()).isEqualTo("x25519");

    started.awaitConsole();
    try (HttpClient browser = HttpClient.newBuilder().sslContext(trust.context(null)).build()) {
      HttpResponse<String> page = get(browser, started.console("https"));
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("strict-transport-security"))
          .as("nothing that outlives the trial")
          .contains("max-age=0 ; includeSubDomains");
    }
    // The console's port has the same groups; the JDK's client does not know the hybrid one.
    assertThat(agreesOnHybrid(started.console("https"))).isTrue();
    for (String group : List.of("x25519", "secp256r1", "secp384r1", "secp521r1", "ffdhe2048")) {
      assertThat(agrees(started.console("https"), trust, group))
          .as(group)
          .isEqualTo(TlsProfile.GROUPS.contains(group));
    }
    // On loopback the management port stays as it is.
    assertThat(started.management().get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    // Who does not know the authority is not served.
    try (KmsClient stranger = account.kms()) {
      assertThatThrownBy(stranger::listKeys).hasStackTraceContaining("SSLHandshakeException");
    }
  }

  /** With a client of BoringSSL's that offers nothing else. */
  private static boolean agreesOnHybrid(URI at) throws Exception {
    SslContext context =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .option(OpenSslContextOption.GROUPS, new String[] {"X25519MLKEM768"})
            .build();
    try (MultiThreadIoEventLoopGroup loop =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory())) {
      Channel channel =
          new Bootstrap()
              .group(loop)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                      made.pipeline().addLast(context.newHandler(made.alloc()));
                    }
                  })
              .connect(at.getHost(), at.getPort())
              .sync()
              .channel();
      boolean agreed =
          channel.pipeline().get(SslHandler.class).handshakeFuture().await().isSuccess();
      channel.close().sync();
      return agreed;
    }
  }

  private static boolean agrees(URI at, Trust trust, String group) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            trust.context(null).getSocketFactory().createSocket(at.getHost(), at.getPort())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setNamedGroups(new String[] {group});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void clientsWithoutACertificateAreTurnedAwayFromBothPortsWhereOneIsRequired() throws Exception {
    X509Bundle authority = authority();
    install(certificate(authority, "server"));
    write("ca.crt", authority.getRootCertificatePEM());
    ServerProcess started =
        startWithCertificate(
            "--strongroom.tls.client-certificates=required",
            "--strongroom.tls.client-ca=" + directory.resolve("ca.crt"));
    Trust trust = new Trust(authority.toTrustManagerFactory());
    FrontDoor.TestAccount account = account(started.tlsEndpoint());
    KeyManager[] keys = certificate(authority, "client").toKeyManagerFactory().getKeyManagers();
    try (KmsClient known = account.kmsOver(trust.http().tlsKeyManagersProvider(() -> keys));
        KmsClient unknown = account.kmsOver(trust.http())) {
      assertThat(known.listKeys().keys()).isEmpty();
      assertThatThrownBy(unknown::listKeys).isInstanceOf(SdkClientException.class);
    }
    started.awaitConsole();
    try (HttpClient known = HttpClient.newBuilder().sslContext(trust.context(keys)).build();
        HttpClient unknown = HttpClient.newBuilder().sslContext(trust.context(null)).build()) {
      assertThat(get(known, started.console("https")).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> get(unknown, started.console("https")))
          .isInstanceOf(IOException.class);
    }
  }
}
