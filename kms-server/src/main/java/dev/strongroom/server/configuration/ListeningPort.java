package dev.strongroom.server.configuration;

import dev.strongroom.server.failure.StartFailure;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A port that a server listens on.
 *
 * @param purpose what it is for, for messages
 * @param property the settings that it comes from, such as {@code strongroom.api}
 * @param address the interface's address, or its name
 * @param port 0 for any that is free
 */
public record ListeningPort(String purpose, String property, String address, int port) {

  /**
   * The address itself.
   *
   * @throws StartFailure when there is no such address
   */
  public InetAddress resolved() {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new StartFailure(
          "The address " + address + " of " + property + ".address is unknown.",
          "Use 127.0.0.1, ::1, or an address of this machine.",
          e);
    }
  }

  /** Whether only this machine can reach it. */
  public boolean isLoopback() {
    return resolved().isLoopbackAddress();
  }

  /** Whether both cannot be listened on; an address for any interface takes those of all. */
  public boolean meets(ListeningPort other) {
    return port != 0
        && port == other.port
        && (resolved().equals(other.resolved())
            || resolved().isAnyLocalAddress()
            || other.resolved().isAnyLocalAddress());
  }

  /** The host that clients on this machine put into a URL. */
  public String host() {
    InetAddress resolved = resolved();
    if (resolved.isAnyLocalAddress()) {
      return "localhost";
    }
    return resolved instanceof Inet6Address && address.indexOf(':') >= 0
        ? "[" + address + "]"
        : address;
  }

  /**
   * Where clients find it.
   *
   * @param tls whether it has TLS
   */
  public String url(boolean tls) {
    return (tls ? "https://" : "http://") + host() + ":" + port;
  }
}
