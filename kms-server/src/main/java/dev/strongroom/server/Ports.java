package dev.strongroom.server;

import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.failure.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Looks before anything is started whether the ports are free, to say who has them. */
public final class Ports {
  private Ports() {}

  /**
   * @throws StartFailure when one is taken; names the holder and the option
   */
  public static void requireFree(StrongroomSettings settings) {
    settings.listening().forEach(each -> requireFree(each.purpose(), each.address(), each.port()));
  }

  static void requireFree(String purpose, String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // as the servers do: a connection in TIME_WAIT is no obstacle
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      Optional<PortHolder> holder = PortHolder.of(port);
      throw new StartFailure(
          "Port %d for the %s on %s is taken by %s."
              .formatted(
                  port,
                  purpose,
                  address,
                  holder.map(PortHolder::toString).orElse("a program of another user")),
          holder.map(PortHolder::stop).orElse("Stop that program")
              + ", or choose other ports with ./strongroom up --port N"
              + " (API on N, console on N+1, management on N+2).",
          e);
    }
  }
}
