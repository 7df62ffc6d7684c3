package dev.strongroom.server.tls;

import dev.strongroom.api.edge.TlsCredentials.ClientCertificates;
import dev.strongroom.server.failure.StartFailure;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code strongroom.tls.*}: the TLS of the API's and the console's port, and of the management port
 * where that is not on loopback.
 *
 * @param certificate a PEM file: the server's certificate, then those that lead to its authority
 * @param privateKey a PEM file: the certificate's key; nobody but owner and group may read it
 * @param localCa makes an authority and a certificate below the home, to try TLS out
 * @param clientCertificates whether clients are asked for a certificate of their own
 * @param clientCa a PEM file: the authorities whose certificates clients may show
 * @param terminatedUpstream TLS ends at {@code strongroom.trusted-proxies}; the API's and the
 *     console's port have none, and take connections from them and from loopback only
 */
public record TlsSettings(
    @DefaultValue("") String certificate,
    @DefaultValue("") String privateKey,
    @DefaultValue("false") boolean localCa,
    @DefaultValue("none") ClientCertificates clientCertificates,
    @DefaultValue("") String clientCa,
    @DefaultValue("false") boolean terminatedUpstream) {

  /** Whether the ports have TLS; any part of a certificate says that it is meant. */
  public boolean isOn() {
    return localCa || !certificate.isBlank() || !privateKey.isBlank();
  }

  /** Whether clients may show certificates. */
  public boolean asksClients() {
    return clientCertificates != ClientCertificates.NONE;
  }

  /**
   * @throws StartFailure when parts are missing or contradict each other: nothing is guessed
   */
  public void check() {
    if (certificate.isBlank() != privateKey.isBlank()) {
      throw new StartFailure(
          "strongroom.tls.certificate and strongroom.tls.private-key go together, and one is"
              + " missing.",
          "Name both PEM files, or neither.");
    }
    if (localCa && !certificate.isBlank()) {
      throw new StartFailure(
          "strongroom.tls.local-ca makes a certificate, and strongroom.tls.certificate names one.",
          "Choose one of the two; up --tls is the first.");
    }
    if (terminatedUpstream && isOn()) {
      throw new StartFailure(
          "strongroom.tls.terminated-upstream says that TLS ends before this server, which has a"
              + " certificate.",
          "Choose one of the two; a proxy may also speak TLS to this server, and needs only"
              + " strongroom.trusted-proxies then.");
    }
    if (asksClients() && (clientCa.isBlank() || !isOn())) {
      throw new StartFailure(
          "strongroom.tls.client-certificates needs TLS, and to know whom to trust.",
          "Set strongroom.tls.client-ca, and the server's own certificate and key.");
    }
    if (!asksClients() && !clientCa.isBlank()) {
      throw new StartFailure(
          "strongroom.tls.client-ca is set, and no client is asked for a certificate.",
          "Set strongroom.tls.client-certificates to optional or required.");
    }
  }
}
