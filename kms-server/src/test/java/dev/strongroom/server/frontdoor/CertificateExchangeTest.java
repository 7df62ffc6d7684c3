package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;

/** A certificate that changes while the server runs. */
@Tag("slow")
class CertificateExchangeTest extends TlsServer {
  @Test
  void anotherCertificateUnderLoadFailsNoCall() throws Exception {
    X509Bundle authority = authority();
    install(certificate(authority, "first"));
    ServerProcess started = startWithCertificate();
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
}
