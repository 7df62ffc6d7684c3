package dev.strongroom.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The authority for trying TLS out, and what it may certify. */
class LocalAuthorityTest {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;
  private Home home;

  @BeforeEach
  void openHome() {
    home = new Home(directory.toAbsolutePath());
  }

  private boolean ensure(Set<String> hosts, Instant at) throws IOException {
    return LocalAuthority.ensure(home, hosts, Clock.fixed(at, ZoneOffset.UTC));
  }

  private static X509Certificate read(Path file) throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private void validate(Instant at) throws Exception {
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(read(home.tlsAuthority()), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(read(home.tlsCertificate()))),
            parameters);
  }

  @Test
  void makesAPairThatClientsAcceptAndNobodyElseCanRead() throws Exception {
    assertThat(ensure(LOCAL, NOW)).isTrue();
    validate(NOW);
    assertThat(read(home.tlsCertificate()).getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactlyInAnyOrder("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    for (Path file : List.of(home.tlsAuthorityKey(), home.tlsPrivateKey())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThatCode(
            () ->
                new CertificateFiles(
                        home.tlsCertificate(),
                        home.tlsPrivateKey(),
                        Optional.of(home.tlsAuthority()))
                    .check())
        .doesNotThrowAnyException();
  }

  @Test
  void isKeptWhileItServes() throws Exception {
    ensure(LOCAL, NOW);
    X509Certificate authority = read(home.tlsAuthority());
    X509Certificate certificate = read(home.tlsCertificate());
    assertThat(ensure(LOCAL, NOW.plus(Duration.ofDays(300)))).isFalse();
    assertThat(ensure(Set.of("localhost"), NOW)).as("fewer names").isFalse();
    assertThat(read(home.tlsAuthority())).isEqualTo(authority);
    assertThat(read(home.tlsCertificate())).isEqualTo(certificate);
  }

  @Test
  void aCertificateIsRenewedInTimeUnderTheSameAuthority() throws Exception {
    ensure(LOCAL, NOW);
    X509Certificate authority = read(home.tlsAuthority());
    Instant later = NOW.plus(Duration.ofDays(310));
    assertThat(ensure(LOCAL, later)).isFalse();
    assertThat(read(home.tlsAuthority())).isEqualTo(authority);
    assertThat(read(home.tlsCertificate()).getNotBefore()).isAfter(Date.from(NOW));
    validate(later.plus(Duration.ofDays(390)));
    assertThat(ensure(LOCAL, NOW.plus(Duration.ofDays(3400)))).as("the authority's turn").isTrue();
  }

  @Test
  void otherNamesNeedAnotherAuthority() throws Exception {
    ensure(LOCAL, NOW);
    assertThat(ensure(Set.of("localhost", "192.0.2.1"), NOW)).isTrue();
    validate(NOW);
  }

  /** By the rules of RFC 5280, as OpenSSL and Go apply them; the JDK passes over an anchor's. */
  @Test
  void theAuthorityIsGoodForNoOtherName() throws Exception {
    ensure(LOCAL, NOW);
    byte[] extension =
        read(home.tlsAuthority()).getExtensionValue(Extension.nameConstraints.getId());
    PKIXNameConstraintValidator rules = new PKIXNameConstraintValidator();
    rules.intersectPermittedSubtree(
        NameConstraints.getInstance(ASN1OctetString.getInstance(extension).getOctets())
            .getPermittedSubtrees());
    rules.checkPermitted(new GeneralName(GeneralName.dNSName, "localhost"));
    rules.checkPermitted(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    for (GeneralName other :
        List.of(
            new GeneralName(GeneralName.dNSName, "bank.example"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.2"),
            new GeneralName(GeneralName.iPAddress, "192.0.2.1"),
            new GeneralName(GeneralName.iPAddress, "2001:db8::1"))) {
      assertThatThrownBy(() -> rules.checkPermitted(other))
          .isInstanceOf(NameConstraintValidatorException.class);
    }
  }

  @Test
  void whatIsDamagedIsMadeAnew() throws Exception {
    ensure(LOCAL, NOW);
    X509Certificate authority = read(home.tlsAuthority());
    Files.writeString(home.tlsCertificate(), "rubbish");
    assertThat(ensure(LOCAL, NOW)).isFalse();
    validate(NOW);
    Files.copy(home.tlsAuthorityKey(), home.tlsPrivateKey(), StandardCopyOption.REPLACE_EXISTING);
    assertThat(ensure(LOCAL, NOW)).as("another certificate's key").isFalse();
    validate(NOW);
    assertThat(read(home.tlsAuthority())).isEqualTo(authority);
    Files.delete(home.tlsAuthorityKey());
    assertThat(ensure(LOCAL, NOW)).isTrue();
    validate(NOW);
  }
}
