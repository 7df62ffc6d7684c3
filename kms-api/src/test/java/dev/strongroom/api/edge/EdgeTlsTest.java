package dev.strongroom.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.edge.TlsCredentials.ClientCertificates;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What is offered, agreed on, and refused; certificates that change; clients that must show one.
 */
class EdgeTlsTest extends TlsFixture {
  private static final String GET = EdgeFixture.GET;
  private static final String[] ALL_SUITES =
      ((SSLSocketFactory) SSLSocketFactory.getDefault()).getSupportedCipherSuites();

  @Test
  void versions13And12AreSpokenAndNoOlderOnes() throws Exception {
    start(credentials(certificate("a", false)));
    List<String> spoken = new ArrayList<>();
    for (String version : List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1")) {
      if (agrees(parameters -> parameters.setProtocols(new String[] {version}))) {
        spoken.add(version);
      }
    }
    assertThat(spoken).containsExactly("TLSv1.3", "TLSv1.2");
  }

  @Test
  void onlyTheSuitesOfTheProfileAreOfferedForEitherKindOfKey() throws Exception {
    List<String> offered = new ArrayList<>();
    for (boolean rsa : new boolean[] {false, true}) {
      start(credentials(certificate("a", rsa)));
      offered.addAll(suitesOf("TLSv1.3"));
      offered.addAll(suitesOf("TLSv1.2"));
      stop();
    }
    assertThat(offered.stream().distinct()).containsExactlyInAnyOrderElementsOf(TlsProfile.SUITES);
  }

  private List<String> suitesOf(String version) throws Exception {
    List<String> offered = new ArrayList<>();
    for (String suite : ALL_SUITES) {
      if (agrees(
          parameters -> {
            parameters.setProtocols(new String[] {version});
            parameters.setCipherSuites(new String[] {suite});
          })) {
        offered.add(suite);
      }
    }
    return offered;
  }

  @Test
  void onlyTheGroupsOfTheProfileAreOffered() throws Exception {
    start(credentials(certificate("a", false)));
    List<String> offered = new ArrayList<>();
    for (String group :
        List.of("x25519", "secp256r1", "secp384r1", "secp521r1", "x448", "ffdhe2048")) {
      if (agrees(parameters -> parameters.setNamedGroups(new String[] {group}))) {
        offered.add(group);
      }
    }
    // The JDK's client has no hybrid group; PostQuantumTest asks with another.
    assertThat(offered).containsExactly("x25519", "secp256r1", "secp384r1");
  }

  private interface Choice {
    void make(SSLParameters parameters);
  }

  private boolean agrees(Choice choice) throws Exception {
    try (SSLSocket socket = socket()) {
      SSLParameters parameters = socket.getSSLParameters();
      choice.make(parameters);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return true;
    } catch (IOException | IllegalArgumentException refused) {
      return false;
    }
  }

  @Test
  void callsKnowWhatWasAgreedOnAsCloudTrailShowsIt() throws Exception {
    start(credentials(certificate("a", true)));
    try (RawClient client = connect()) {
      assertThat(client.send(GET).answer().body()).startsWith("TLSv1.3 TLS_AES_");
    }
    SSLSocket old = socket();
    old.setEnabledProtocols(new String[] {"TLSv1.2"});
    old.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"});
    try (RawClient client = RawClient.over(old)) {
      String group = provider == SslProvider.JDK ? "Optional.empty" : "Optional[x25519]";
      assertThat(client.send(GET).answer().body())
          .isEqualTo("TLSv1.2 ECDHE-RSA-AES256-GCM-SHA384 " + group + "/0");
    }
  }

  @Test
  void aConnectionIsKeptAndLargeBodiesAndDribblesArrive() throws Exception {
    start(credentials(certificate("a", false)));
    try (RawClient client = connect()) {
      assertThat(client.post("x".repeat(200_000)).answer().body()).endsWith("/200000");
      assertThat(client.dribble(GET).answer().body()).endsWith("/0");
      assertThat(client.post("1").post("22").post("333").answer().body()).endsWith("/1");
      assertThat(client.answer().body()).endsWith("/2");
      assertThat(client.answer().body()).endsWith("/3");
    }
  }

  @Test
  void aRefusalReachesAClientThatStillSends() throws Exception {
    start(credentials(certificate("a", false)));
    try (RawClient client = connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n");
      client.send("x".repeat(100_000));
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void whoForgetsTlsIsToldSo() throws Exception {
    start(credentials(certificate("a", false)));
    try (RawClient client = RawClient.tcp(port())) {
      RawClient.Answer answer = client.send(GET).answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("https://");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void aHandshakeThatStallsIsEndedAndSilentConnectionsAreCounted() throws Exception {
    start(credentials(certificate("a", false)), quick());
    try (RawClient stalled = RawClient.tcp(port())) {
      stalled.send("\u0016\u0003\u0001\u0002\u0000\u0001");
      assertThat(stalled.isEnded()).isTrue();
    }
    try (RawClient garbage = RawClient.tcp(port())) {
      garbage.send("\u0016\u0003\u0001\u0000\u0005hello");
      assertThat(garbage.readsToTheEnd()).isTrue();
    }
    List<RawClient> silent = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      silent.add(RawClient.tcp(port()));
    }
    try (RawClient oneTooMany = RawClient.tcp(port())) {
      assertThat(oneTooMany.isEnded()).isTrue();
    }
    for (RawClient each : silent) {
      each.close();
    }
  }

  @Test
  void anotherCertificateServesNewConnectionsAndLeavesTheOldOnesAlone() throws Exception {
    start(credentials(certificate("first", false)));
    SSLSocket before = socket();
    try (RawClient kept = RawClient.over(before)) {
      kept.send(GET).answer();
      assertThat(nameOf(before)).isEqualTo("CN=first");
      for (int i = 0; i < 3; i++) {
        Objects.requireNonNull(tls).replace(credentials(certificate("next " + i, i == 1)));
        SSLSocket after = socket();
        try (RawClient client = RawClient.over(after)) {
          assertThat(client.send(GET).answer().status()).isEqualTo(200);
          assertThat(nameOf(after)).isEqualTo("CN=next " + i);
        }
        assertThat(kept.send(GET).answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void credentialsThatCannotBeUsedLeaveTheOldOnes() throws Exception {
    start(credentials(certificate("first", false)));
    var without = KeyManagerFactory.getInstance("PKIX");
    var wrong = new TlsCredentials(without, Optional.empty(), ClientCertificates.NONE);
    assertThatThrownBy(() -> Objects.requireNonNull(tls).replace(wrong))
        .isInstanceOf(RuntimeException.class);
    try (RawClient client = connect()) {
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
    }
  }

  private static String nameOf(SSLSocket socket) throws Exception {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }

  @Test
  void clientsMayOrMustShowACertificateOfTheAuthority() throws Exception {
    X509Bundle server = certificate("server", false);
    X509Bundle known = certificate("a client", false);
    X509Bundle stranger =
        new CertificateBuilder()
            .subject("CN=a stranger")
            .ecp256()
            .buildIssuedBy(authority("another authority"));

    start(credentials(server, ClientCertificates.OPTIONAL));
    assertThat(isServed(null)).isTrue();
    assertThat(isServed(known)).isTrue();
    stop();

    start(credentials(server, ClientCertificates.REQUIRED));
    assertThat(isServed(null)).isFalse();
    assertThat(isServed(known)).isTrue();
    assertThat(isServed(stranger)).isFalse();
  }

  private boolean isServed(@Nullable X509Bundle own) throws Exception {
    try (RawClient client = RawClient.over(socket(own))) {
      return client.send(GET).answer().status() == 200;
    } catch (IOException refused) {
      return false;
    }
  }
}
