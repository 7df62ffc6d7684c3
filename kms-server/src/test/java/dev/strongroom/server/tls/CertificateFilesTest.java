package dev.strongroom.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.failure.StartFailure;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator's own certificate is looked at before anything starts. */
class CertificateFilesTest {
  private static final X509Bundle AUTHORITY = authority();

  @TempDir private Path directory;

  private static X509Bundle authority() {
    try {
      return new CertificateBuilder()
          .subject("CN=authority")
          .setIsCertificateAuthority(true)
          .ecp256()
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Bundle bundle(CertificateBuilder.Algorithm algorithm) throws Exception {
    return new CertificateBuilder().subject("CN=a").algorithm(algorithm).buildIssuedBy(AUTHORITY);
  }

  private static X509Bundle bundle() throws Exception {
    return bundle(CertificateBuilder.Algorithm.ecp256);
  }

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void refuses(Path certificate, Path key, String cause) {
    assertThatThrownBy(() -> new CertificateFiles(certificate, key, Optional.empty()).check())
        .isInstanceOfSatisfying(
            StartFailure.class, e -> assertThat(e.cause()).contains(cause).doesNotContain("BEGIN"));
  }

  @ParameterizedTest
  @EnumSource(
      value = CertificateBuilder.Algorithm.class,
      names = {"rsa2048", "rsa4096", "ecp256", "ecp384", "ed25519"})
  void usualKindsOfKeysAreTaken(CertificateBuilder.Algorithm algorithm) throws Exception {
    X509Bundle bundle = bundle(algorithm);
    Path certificate = file("a.crt", bundle.getCertificatePathPEM());
    Path key = file("a.key", bundle.getPrivateKeyPEM());
    assertThatCode(() -> new CertificateFiles(certificate, key, Optional.of(certificate)).check())
        .doesNotThrowAnyException();
  }

  @Test
  void whatCannotServeIsToldByItsFile() throws Exception {
    Path certificate = file("a.crt", bundle().getCertificatePathPEM());
    Path key = file("a.key", bundle().getPrivateKeyPEM());
    refuses(certificate, key, "a.key is not that of the first certificate");
    refuses(certificate, directory.resolve("none"), "of strongroom.tls.private-key cannot be read");
    refuses(directory, key, "of strongroom.tls.certificate cannot be read");
    refuses(file("empty", ""), key, "no usable certificate");
    refuses(file("key.crt", bundle().getPrivateKeyPEM()), key, "no usable certificate");
    refuses(certificate, file("rubbish", "-----BEGIN PRIVATE KEY-----\nrubbish"), "no usable");
  }

  @Test
  void aKeyThatOthersCanReadIsRefusedAndAGroupsIsNot() throws Exception {
    X509Bundle bundle = bundle();
    Path certificate = file("a.crt", bundle.getCertificatePathPEM());
    Path key = file("a.key", bundle.getPrivateKeyPEM());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    refuses(certificate, key, "Others can use the private key");
    // As Kubernetes mounts a secret for a group.
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--r-----"));
    assertThatCode(() -> new CertificateFiles(certificate, key, Optional.empty()).check())
        .doesNotThrowAnyException();
  }
}
