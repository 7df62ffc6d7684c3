package dev.strongroom.api.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the edge listens on, and what it lets a client take.
 *
 * @param address where the API listens, if it does; port 0 takes a free one
 * @param security what protects calls on their way there; none is enough on loopback only
 * @param administrativeSocket the path of the administrative socket, if there is one
 * @param maxHeaderBytes the most that request line and header fields may have, each
 * @param maxBodyBytes the most that a decoded body may have
 * @param idleTime how long a connection may wait between calls
 * @param requestTime how long a client may take to send one whole request, or to take its answer
 * @param connections the most connections in all
 * @param connectionsPerAddress the most connections from one address
 * @param drainTime how long a stop waits for calls in flight
 * @param eventLoops the number of event loop threads
 */
public record EdgeSettings(
    Optional<InetSocketAddress> address,
    TransportSecurity security,
    Optional<Path> administrativeSocket,
    int maxHeaderBytes,
    int maxBodyBytes,
    Duration idleTime,
    Duration requestTime,
    int connections,
    int connectionsPerAddress,
    Duration drainTime,
    int eventLoops) {

  public EdgeSettings {
    address.ifPresent(each -> requireProtection(each, security));
    positive("maxHeaderBytes", maxHeaderBytes);
    positive("maxBodyBytes", maxBodyBytes);
    positive("idleTime", idleTime.toMillis());
    positive("requestTime", requestTime.toMillis());
    positive("connections", connections);
    positive("connectionsPerAddress", connectionsPerAddress);
    positive("eventLoops", eventLoops);
  }

  /**
   * The usual settings on a loopback port: 16 KB of header, 256 KB of body. The idle time is longer
   * than the 60 s for which SDKs keep a connection, so that they close first and never meet a
   * connection that has just gone.
   */
  public static EdgeSettings loopback(int port) {
    return new EdgeSettings(
        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
        TransportSecurity.none(),
        Optional.empty(),
        16 * 1024,
        256 * 1024,
        Duration.ofSeconds(75),
        Duration.ofSeconds(15),
        1_024,
        512,
        Duration.ofSeconds(10),
        1);
  }

  /** The same with an administrative socket. */
  public EdgeSettings withAdministrativeSocket(Path path) {
    return with(security, Optional.of(path));
  }

  /** The same with another protection. */
  public EdgeSettings withSecurity(TransportSecurity other) {
    return with(other, administrativeSocket);
  }

  private EdgeSettings with(TransportSecurity otherSecurity, Optional<Path> otherSocket) {
    return new EdgeSettings(
        address,
        otherSecurity,
        otherSocket,
        maxHeaderBytes,
        maxBodyBytes,
        idleTime,
        requestTime,
        connections,
        connectionsPerAddress,
        drainTime,
        eventLoops);
  }

  private static void requireProtection(InetSocketAddress address, TransportSecurity security) {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "The API's address is unknown: " + address.getHostString());
    }
    if (!address.getAddress().isLoopbackAddress() && !security.isProtected()) {
      throw new IllegalArgumentException(
          "Without TLS the API listens on loopback addresses only, not on "
              + address.getHostString());
    }
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be more than 0, not " + value);
    }
  }
}
