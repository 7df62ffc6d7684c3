package dev.strongroom.api.edge;

import dev.strongroom.domain.operation.Call;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Optional;

/** Who is at the other end of a connection, and on whose behalf. */
final class Peer {
  private static final String FORWARDED_FOR = "x-forwarded-for";
  private static final String FORWARDED_PROTO = "x-forwarded-proto";

  private final TransportSecurity security;
  private final Optional<InetAddress> address;
  private final boolean proxy;
  // The same for all requests of a connection, unless it speaks for others.
  private Origin own;

  /**
   * @param remote the socket's other end; no address when it is the administrative socket's
   */
  Peer(TransportSecurity security, SocketAddress remote) {
    this.security = security;
    this.address =
        remote instanceof InetSocketAddress known
            ? Optional.of(known.getAddress())
            : Optional.empty();
    this.proxy = address.filter(security.proxies()::contains).isPresent();
    this.own =
        new Origin(address.map(InetAddress::getHostAddress).orElse("local"), Optional.empty());
  }

  /** In text, or {@code local} for the administrative socket. */
  String address() {
    return own.address();
  }

  /** Whether it speaks for others, whose connections are not its own. */
  boolean isProxy() {
    return proxy;
  }

  /** The handshake is done. */
  void secured(SslHandler handler) {
    own = new Origin(own.address(), Optional.of(EdgeTls.facts(handler)));
  }

  /** Whether it may connect at all: past the proxies that end TLS there is no way. */
  boolean mayConnect() {
    return !security.terminatedUpstream()
        || proxy
        || address.filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /**
   * Where a request comes from.
   *
   * @throws HttpProblemException when it came to the proxy without TLS
   */
  Origin origin(HttpHeaders headers) throws HttpProblemException {
    if (!proxy) {
      return own;
    }
    if (security.isProtected() && headers.contains(FORWARDED_PROTO) && !isHttps(headers)) {
      throw new HttpProblemException(HttpProblem.NOT_ENCRYPTED);
    }
    InetAddress client =
        security.proxies().client(address.orElseThrow(), headers.getAll(FORWARDED_FOR));
    // The TLS that is known is the proxy's, not the client's.
    return new Origin(client.getHostAddress(), Optional.empty());
  }

  private static boolean isHttps(HttpHeaders headers) {
    return headers.getAll(FORWARDED_PROTO).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .allMatch(value -> value.strip().equalsIgnoreCase("https"));
  }

  /**
   * Where a request comes from.
   *
   * @param address the client's address in text
   * @param tls what it agreed on with us, if it did so itself
   */
  record Origin(String address, Optional<Call.Tls> tls) {}
}
