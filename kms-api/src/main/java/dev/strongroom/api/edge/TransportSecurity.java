package dev.strongroom.api.edge;

import java.util.Optional;

/**
 * What protects calls on their way to the API's port.
 *
 * @param tls the port's own TLS, if it has
 * @param proxies whose forwarded headers are believed
 * @param terminatedUpstream whether TLS ends at those proxies: then the port, which has none, takes
 *     connections from them and from this machine only, and no call that reached them without
 */
public record TransportSecurity(
    Optional<EdgeTls> tls, TrustedProxies proxies, boolean terminatedUpstream) {

  public TransportSecurity {
    if (terminatedUpstream && (tls.isPresent() || proxies.isEmpty())) {
      throw new IllegalArgumentException(
          "TLS that ends upstream needs trusted proxies, and no TLS here");
    }
  }

  /** Nothing, which is enough on loopback. */
  public static TransportSecurity none() {
    return new TransportSecurity(Optional.empty(), TrustedProxies.none(), false);
  }

  /** Whether the port may be reached from other machines. */
  boolean isProtected() {
    return tls.isPresent() || terminatedUpstream;
  }
}
