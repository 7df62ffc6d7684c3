package dev.strongroom.server.tls;

import dev.strongroom.server.configuration.ListeningPort;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The PEM files that TLS is made of.
 *
 * @param certificate the server's certificate and what leads to its authority
 * @param privateKey its key
 * @param clientCa the authorities of clients' certificates, if any are asked for
 */
public record CertificateFiles(Path certificate, Path privateKey, Optional<Path> clientCa) {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateFiles.class);
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  /** Those that the settings name, or the local authority's. */
  public static CertificateFiles of(Home home, TlsSettings settings) {
    return new CertificateFiles(
        settings.localCa()
            ? home.tlsCertificate()
            : Path.of(settings.certificate()).toAbsolutePath(),
        settings.localCa() ? home.tlsPrivateKey() : Path.of(settings.privateKey()).toAbsolutePath(),
        settings.asksClients()
            ? Optional.of(Path.of(settings.clientCa()).toAbsolutePath())
            : Optional.empty());
  }

  /**
   * Makes those of the local authority where it is asked for, and looks at whatever there is.
   *
   * @throws StartFailure as {@link #check}
   */
  public static void prepare(Home home, StrongroomSettings settings) throws IOException {
    if (settings.tls().localCa()) {
      if (LocalAuthority.ensure(home, hosts(settings), Clock.systemUTC())) {
        LOG.info("There is a new local authority, to be trusted anew: {}", home.tlsAuthority());
      }
    }
    if (settings.tls().isOn()) {
      // Read when the JDK's TLS is first used. Clients could make a port of its work without end
      // by asking for one handshake after the other in TLS 1.2; BoringSSL has no such thing.
      System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
      of(home, settings.tls()).checkAndWarn();
    }
  }

  /** What clients may call this machine: also from elsewhere, where a port can be reached. */
  private static Set<String> hosts(StrongroomSettings settings) {
    Set<String> hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "::1"));
    for (ListeningPort port : settings.listening()) {
      if (!port.isLoopback()) {
        machineName().ifPresent(hosts::add);
      }
      if (!port.resolved().isAnyLocalAddress()) {
        hosts.add(port.address());
      }
    }
    return hosts;
  }

  private static Optional<String> machineName() {
    try {
      return Optional.of(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      return Optional.empty(); // a name that nobody can look up serves no client
    }
  }

  /**
   * Looks at the files as the server will.
   *
   * @return when the server's certificate, or one above it, expires
   * @throws StartFailure names the file and what is wrong with it
   */
  public Instant check() {
    readable(certificate, "strongroom.tls.certificate");
    readable(privateKey, "strongroom.tls.private-key");
    closed(privateKey);
    clientCa.ifPresent(
        authorities -> {
          readable(authorities, "strongroom.tls.client-ca");
          load(PemSslStoreDetails.forCertificate(location(authorities)), authorities.toString());
        });
    PemSslStore store =
        load(
            PemSslStoreDetails.forCertificate(location(certificate))
                .withPrivateKey(location(privateKey)),
            certificate + " and " + privateKey);
    if (!KeyPairs.match(store)) {
      throw new StartFailure(
          "The key in "
              + privateKey
              + " is not that of the first certificate in "
              + certificate
              + ".",
          "Name the key that the certificate was made for; the server's own certificate comes"
              + " first.");
    }
    return Objects.requireNonNull(store.certificates()).stream()
        .map(each -> each.getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /**
   * The same for a server, whose log tells when it is too late; it still serves whoever minds not.
   */
  void checkAndWarn() {
    Instant end = check();
    if (end.isBefore(Instant.now())) {
      LOG.warn("The certificate in {} has expired on {}", certificate, end);
    }
  }

  /** As Spring names a file. */
  public static String location(Path file) {
    return file.toUri().toString();
  }

  private static PemSslStore load(PemSslStoreDetails details, String files) {
    try {
      PemSslStore store = PemSslStore.load(details);
      if (store == null || store.certificates() == null || store.certificates().isEmpty()) {
        throw new IllegalStateException("no certificate");
      }
      store.privateKey(); // read here, and not when it is first used
      return store;
    } catch (RuntimeException e) {
      throw new StartFailure(
          "There is no usable certificate or key in " + files + ".",
          "They are PEM files: BEGIN CERTIFICATE, and BEGIN PRIVATE KEY without a password.",
          e);
    }
  }

  private static void readable(Path file, String setting) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new StartFailure(
          "The file " + file + " of " + setting + " cannot be read.",
          "Name a file that is there, and let this user read it.");
    }
  }

  private static void closed(Path key) {
    try {
      if (Files.getPosixFilePermissions(key).stream().anyMatch(OF_OTHERS::contains)) {
        throw new StartFailure(
            "Others can use the private key in " + key + ".", "Take that away: chmod 600 " + key);
      }
    } catch (IOException e) {
      throw new StartFailure(
          "The mode of " + key + " cannot be read.", "Let this user read it.", e);
    }
  }
}
