package dev.strongroom.server.tls;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.PrivateFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * An authority of this home's own and a server's certificate by it, for trying TLS out (RFC 5280).
 * The authority can certify nothing but the names that it was made for, so that trusting it means
 * trusting nothing else (OpenSSL, Go and browsers hold an authority to that; the JDK does not);
 * other names make another one.
 */
public final class LocalAuthority {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  // The CA/Browser Forum's bound, which browsers and Apple's systems hold certificates to.
  private static final Duration CERTIFICATE_LIFE = Duration.ofDays(397);
  private static final Duration RENEWED_BEFORE = Duration.ofDays(90);
  private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);
  private static final int SERIAL_BITS = 127;

  private final Home home;
  private final CertifiedNames names;
  private final Instant now;
  private final SecureRandom random = new SecureRandom();

  private LocalAuthority(Home home, CertifiedNames names, Instant now) {
    this.home = home;
    this.names = names;
    this.now = now;
  }

  /**
   * Makes what is missing, about to expire, or made for other names.
   *
   * @param hosts the names and addresses that clients will use
   * @return whether there is another authority than before, to be trusted anew
   */
  public static boolean ensure(Home home, Set<String> hosts, Clock clock) throws IOException {
    PrivateFiles.makeDirectory(home.tls());
    try {
      return new LocalAuthority(home, new CertifiedNames(hosts), clock.instant()).ensure();
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("the local certificates could not be made", e);
    }
  }

  private boolean ensure() throws IOException, GeneralSecurityException, OperatorCreationException {
    Optional<Pair> authority =
        read(home.tlsAuthority(), home.tlsAuthorityKey())
            .filter(known -> names.areWithin(known.certificate()))
            .filter(known -> lasts(known, CERTIFICATE_LIFE));
    if (authority.isPresent()
        && read(home.tlsCertificate(), home.tlsPrivateKey())
            .filter(known -> names.areIn(known.certificate()))
            .filter(known -> lasts(known, RENEWED_BEFORE))
            .filter(known -> isBy(authority.get(), known))
            .isPresent()) {
      return false;
    }
    Pair issuer = authority.isPresent() ? authority.get() : makeAuthority();
    makeCertificate(issuer);
    return authority.isEmpty();
  }

  private record Pair(X509Certificate certificate, PrivateKey key) {}

  /** A certificate with its key, if both are there and belong together. */
  private static Optional<Pair> read(Path certificate, Path key) {
    if (!Files.exists(certificate) || !Files.exists(key)) {
      return Optional.empty();
    }
    try {
      PemSslStore store =
          Objects.requireNonNull(
              PemSslStore.load(
                  PemSslStoreDetails.forCertificate(CertificateFiles.location(certificate))
                      .withPrivateKey(CertificateFiles.location(key))));
      return KeyPairs.match(store)
          ? Optional.of(
              new Pair(
                  Objects.requireNonNull(store.certificates()).getFirst(),
                  Objects.requireNonNull(store.privateKey())))
          : Optional.empty();
    } catch (RuntimeException e) { // Spring's parser knows no other; a damaged file is made anew
      return Optional.empty();
    }
  }

  private boolean lasts(Pair known, Duration atLeast) {
    return known.certificate().getNotAfter().toInstant().isAfter(now.plus(atLeast));
  }

  private static boolean isBy(Pair authority, Pair known) {
    try {
      known.certificate().verify(authority.certificate().getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private Pair makeAuthority()
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPair pair = newPair();
    // Two authorities of one name would confuse whoever trusts both.
    X500Name name =
        new X500Name("CN=Strongroom local authority " + Long.toHexString(random.nextLong()));
    JcaX509ExtensionUtils utilities = new JcaX509ExtensionUtils();
    X509v3CertificateBuilder builder =
        builder(name, name, pair, AUTHORITY_LIFE)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
            .addExtension(Extension.nameConstraints, true, names.constraints())
            .addExtension(
                Extension.subjectKeyIdentifier,
                false,
                utilities.createSubjectKeyIdentifier(pair.getPublic()));
    Pair made = new Pair(sign(builder, pair.getPrivate()), pair.getPrivate());
    write(made, home.tlsAuthority(), home.tlsAuthorityKey());
    return made;
  }

  private void makeCertificate(Pair issuer)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPair pair = newPair();
    X500Name issuerName =
        X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
    JcaX509ExtensionUtils utilities = new JcaX509ExtensionUtils();
    X509v3CertificateBuilder builder =
        builder(issuerName, new X500Name("CN=Strongroom"), pair, CERTIFICATE_LIFE)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
            .addExtension(Extension.subjectAlternativeName, false, names.alternatives())
            .addExtension(
                Extension.subjectKeyIdentifier,
                false,
                utilities.createSubjectKeyIdentifier(pair.getPublic()))
            .addExtension(
                Extension.authorityKeyIdentifier,
                false,
                utilities.createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
    write(
        new Pair(sign(builder, issuer.key()), pair.getPrivate()),
        home.tlsCertificate(),
        home.tlsPrivateKey());
  }

  private KeyPair newPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair pair, Duration life) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
        Date.from(now.minus(CLOCK_DIFFERENCE)),
        Date.from(now.plus(life)),
        subject,
        pair.getPublic());
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey by)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by)));
  }

  /** The key first: a certificate that is there has its key. */
  private static void write(Pair pair, Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    PrivateFiles.write(key, pem("PRIVATE KEY", pair.key().getEncoded()));
    PrivateFiles.write(certificate, pem("CERTIFICATE", pair.certificate().getEncoded()));
  }

  private static String pem(String type, byte[] content) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, List.of(), content));
    }
    return text.toString();
  }
}
