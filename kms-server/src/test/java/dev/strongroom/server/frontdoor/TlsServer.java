package dev.strongroom.server.frontdoor;

import dev.strongroom.server.home.Home;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.SdkBytes;
import tools.jackson.databind.JsonNode;

/** A server of a home of its own, its certificates, and clients. */
abstract class TlsServer {
  static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("x");

  Path directory;

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

  ServerProcess start(String... properties) {
    ServerProcess started = ServerProcess.start(directory, List.of(properties), Map.of());
    server = started;
    return started;
  }

  /** With the certificate that is installed. */
  ServerProcess startWithCertificate(String... more) {
    List<String> properties =
        new ArrayList<>(
            List.of(
                "--strongroom.tls.certificate=" + directory.resolve("s.crt"),
                "--strongroom.tls.private-key=" + directory.resolve("s.key")));
    properties.addAll(List.of(more));
    return start(properties.toArray(String[]::new));
  }

  FrontDoor.TestAccount account(URI endpoint) throws IOException {
    Home home = new Home(directory.toRealPath());
    return TestAccounts.create(home, endpoint, TestDatabase.superuser(home));
  }

  static HttpResponse<String> get(HttpClient client, URI uri, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode lastEvent(FrontDoor.TestAccount account, String name) {
    return account.events().stream()
        .filter(event -> event.path("eventName").asString().equals(name))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  static X509Bundle authority() throws Exception {
    return new CertificateBuilder()
        .subject("CN=authority")
        .setIsCertificateAuthority(true)
        .ecp256()
        .buildSelfSigned();
  }

  static X509Bundle certificate(X509Bundle authority, String name) throws Exception {
    return new CertificateBuilder()
        .subject("CN=" + name)
        .addSanIpAddress(InetAddress.getLoopbackAddress())
        .ecp256()
        .buildIssuedBy(authority);
  }

  void install(X509Bundle certificate) throws IOException {
    write("s.key", certificate.getPrivateKeyPEM());
    write("s.crt", certificate.getCertificatePathPEM());
  }

  void write(String name, String text) throws IOException {
    Path whole = Files.writeString(directory.resolve(name + ".new"), text);
    Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-------"));
    Files.move(whole, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
