package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.edge.TlsProfile;
import dev.strongroom.server.home.Home;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import tools.jackson.databind.JsonNode;

/** A server with TLS, and one behind a proxy that ends it. */
@Tag("slow")
class TlsTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("x");

  private Path directory;
  private @Nullable ServerProcess server;

  @BeforeEach
  void makeHome() throws IOException {
    directory = Files.createTempDirectory("strongroom-tls-");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    TestDatabase.delete(directory);
  }

  private ServerProcess start(String... properties) {
    ServerProcess started = ServerProcess.start(directory, List.of(properties), Map.of());
    server = started;
    return started;
  }

  private FrontDoor.TestAccount account(URI endpoint) throws IOException {
    Home home = new Home(directory.toRealPath());
    return TestAccounts.create(home, endpoint, TestDatabase.superuser(home));
  }

  private static HttpResponse<String> get(HttpClient client, URI uri, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode lastEvent(FrontDoor.TestAccount account, String name) {
    return account.events().stream()
        .filter(event -> event.path("eventName").asString().equals(name))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

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
    // The console's port has the same groups, but for the hybrid one.
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
  void anotherCertificateUnderLoadFailsNoCall() throws Exception {
    X509Bundle authority = authority();
    install(certificate(authority, "first"));
    ServerProcess started =
        start(
            "--strongroom.tls.certificate=" + directory.resolve("s.crt"),
            "--strongroom.tls.private-key=" + directory.resolve("s.key"));
    Trust trust = new Trust(authority.toTrustManagerFactory());
    FrontDoor.TestAccount account = account(started.tlsEndpoint());
    started.awaitConsole();
    AtomicBoolean enough = new AtomicBoolean();
    List<Future<Integer>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool();
        KmsClient kept = account.kmsOver(trust.http())) {
      String key = kept.createKey().keyMetadata().keyId();
      for (int i = 0; i < 3; i++) {
        callers.add(threads.submit(() -> callUntil(enough, kept, key)));
      }
      callers.add(threads.submit(() -> connectUntil(enough, account, trust, key)));

      for (String name : List.of("second", "third")) {
        install(certificate(authority, name));
        awaitCertificate(started.tlsEndpoint(), trust, name);
        awaitCertificate(started.console("https"), trust, name);
      }
      // A key that does not fit changes nothing, until the right one is there too.
      X509Bundle fourth = certificate(authority, "fourth");
      write("s.crt", fourth.getCertificatePathPEM());
      FrontDoor.await(() -> assertThat(logOf(directory)).contains("Unexpected SSL reload error"));
      awaitCertificate(started.tlsEndpoint(), trust, "third");
      install(fourth);
      awaitCertificate(started.tlsEndpoint(), trust, "fourth");

      enough.set(true);
      int calls = 0;
      for (Future<Integer> caller : callers) {
        calls += caller.get();
      }
      assertThat(calls).as("calls, of which none failed").isGreaterThan(100);
    }
  }

  /** Kubernetes changes a mounted secret by turning one link to another folder. */
  @Test
  void aMountedSecretThatChangesIsFollowed() throws Exception {
    X509Bundle authority = authority();
    mount(certificate(authority, "first"));
    ServerProcess started =
        start(
            "--strongroom.tls.certificate=" + directory.resolve("mounted/s.crt"),
            "--strongroom.tls.private-key=" + directory.resolve("mounted/s.key"));
    Trust trust = new Trust(authority.toTrustManagerFactory());
    started.awaitConsole();
    for (String name : List.of("second", "third")) {
      mount(certificate(authority, name));
      awaitCertificate(started.tlsEndpoint(), trust, name);
      awaitCertificate(started.console("https"), trust, name);
    }
  }

  private void mount(X509Bundle certificate) throws IOException {
    Path mounted = Files.createDirectories(directory.resolve("mounted"));
    Path version = Files.createTempDirectory(mounted, "..");
    for (Map.Entry<String, String> file :
        Map.of(
                "s.key", certificate.getPrivateKeyPEM(),
                "s.crt", certificate.getCertificatePathPEM())
            .entrySet()) {
      Path written = Files.writeString(version.resolve(file.getKey()), file.getValue());
      Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r-----"));
      if (Files.notExists(mounted.resolve(file.getKey()), LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(mounted.resolve(file.getKey()), Path.of("..data", file.getKey()));
      }
    }
    Path next = Files.createSymbolicLink(mounted.resolve("..next"), version.getFileName());
    Files.move(next, mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String logOf(Path home) {
    try {
      return Files.readString(home.resolve("logs/strongroom.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int callUntil(AtomicBoolean enough, KmsClient kms, String key) {
    int calls = 0;
    while (!enough.get()) {
      kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT));
      calls++;
    }
    return calls;
  }

  /** Each call with a handshake of its own. */
  private static int connectUntil(
      AtomicBoolean enough, FrontDoor.TestAccount account, Trust trust, String key) {
    int calls = 0;
    while (!enough.get()) {
      try (KmsClient kms = account.kmsOver(trust.http())) {
        kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT));
        calls++;
      }
    }
    return calls;
  }

  private static X509Bundle authority() throws Exception {
    return new CertificateBuilder()
        .subject("CN=authority")
        .setIsCertificateAuthority(true)
        .ecp256()
        .buildSelfSigned();
  }

  private static X509Bundle certificate(X509Bundle authority, String name) throws Exception {
    return new CertificateBuilder()
        .subject("CN=" + name)
        .addSanIpAddress(InetAddress.getLoopbackAddress())
        .ecp256()
        .buildIssuedBy(authority);
  }

  private void install(X509Bundle certificate) throws IOException {
    write("s.key", certificate.getPrivateKeyPEM());
    write("s.crt", certificate.getCertificatePathPEM());
  }

  private void write(String name, String text) throws IOException {
    Path whole = Files.writeString(directory.resolve(name + ".new"), text);
    Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-------"));
    Files.move(whole, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void awaitCertificate(URI at, Trust trust, String name) {
    FrontDoor.await(() -> assertThat(certificateAt(at, trust)).isEqualTo("CN=" + name));
  }

  private static String certificateAt(URI at, Trust trust) {
    try (SSLSocket socket =
        (SSLSocket)
            trust.context(null).getSocketFactory().createSocket(at.getHost(), at.getPort())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void clientsWithoutACertificateAreTurnedAwayFromBothPortsWhereOneIsRequired() throws Exception {
    X509Bundle authority = authority();
    install(certificate(authority, "server"));
    write("ca.crt", authority.getRootCertificatePEM());
    ServerProcess started =
        start(
            "--strongroom.tls.certificate=" + directory.resolve("s.crt"),
            "--strongroom.tls.private-key=" + directory.resolve("s.key"),
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

  @Test
  void aProxyThatEndsTlsIsBelievedAndNobodyElse() throws Exception {
    ServerProcess started =
        start(
            "--strongroom.tls.terminated-upstream=true", "--strongroom.trusted-proxies=127.0.0.1");
    FrontDoor.TestAccount account = account(started.endpoint());
    try (KmsClient kms = account.kms()) {
      kms.listKeys(
          r ->
              r.overrideConfiguration(
                  c ->
                      c.putHeader("X-Forwarded-For", "203.0.113.5, 198.51.100.7")
                          .putHeader("X-Forwarded-Proto", "https")));
      JsonNode event = lastEvent(account, "ListKeys");
      assertThat(event.path("sourceIPAddress").asString()).isEqualTo("198.51.100.7");
      assertThat(event.has("tlsDetails")).isFalse();
      assertThat(
              Errors.codeOf(
                  () ->
                      kms.listKeys(
                          r ->
                              r.overrideConfiguration(
                                  c -> c.putHeader("X-Forwarded-Proto", "http")))))
          .isEqualTo("AccessDeniedException");
    }
    started.awaitConsole();
    try (HttpClient proxy = HttpClient.newHttpClient()) {
      assertThat(
              get(
                      proxy,
                      started.console("http"),
                      "X-Forwarded-Proto",
                      "https",
                      "X-Forwarded-For",
                      "203.0.113.5")
                  .headers()
                  .firstValue("strict-transport-security"))
          .as("the console knows that its client came by TLS")
          .isPresent();
      assertThat(
              get(proxy, started.console("http")).headers().firstValue("strict-transport-security"))
          .isEmpty();
    }
  }

  @Test
  void forwardedHeadersOfStrangersMeanNothing() throws Exception {
    ServerProcess started = start("--strongroom.trusted-proxies=192.0.2.0/24");
    FrontDoor.TestAccount account = account(started.endpoint());
    try (KmsClient kms = account.kms()) {
      kms.listKeys(
          r ->
              r.overrideConfiguration(
                  c ->
                      c.putHeader("X-Forwarded-For", "198.51.100.7")
                          .putHeader("X-Forwarded-Proto", "http")));
    }
    assertThat(lastEvent(account, "ListKeys").path("sourceIPAddress").asString())
        .isEqualTo("127.0.0.1");
    started.awaitConsole();
    try (HttpClient stranger = HttpClient.newHttpClient()) {
      assertThat(
              get(stranger, started.console("http"), "X-Forwarded-Proto", "https")
                  .headers()
                  .firstValue("strict-transport-security"))
          .isEmpty();
    }
  }
}
