package dev.strongroom.api.edge;

import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a server proves itself with, and what clients may or must.
 *
 * @param keys holds the private key and its certificate chain
 * @param clientAuthorities whose certificates clients may show; empty when none is asked for
 * @param clientCertificates whether one is asked for, with {@code clientAuthorities} alone
 */
public record TlsCredentials(
    KeyManagerFactory keys,
    Optional<TrustManagerFactory> clientAuthorities,
    ClientCertificates clientCertificates) {

  public TlsCredentials {
    if (clientCertificates != ClientCertificates.NONE && clientAuthorities.isEmpty()) {
      throw new IllegalArgumentException("client certificates need the authorities to trust");
    }
  }

  /** Whether a client is asked for a certificate of its own. */
  public enum ClientCertificates {
    NONE,
    /** It may show none; one that it shows must be valid. */
    OPTIONAL,
    REQUIRED
  }
}
