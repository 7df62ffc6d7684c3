package dev.strongroom.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that a test starts, and starts again. They lie below those that the system
 * gives to outgoing connections, one of which would otherwise sit on a port while its server is
 * down.
 */
public final class TestPorts {
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 32_000;

  private TestPorts() {}

  /** The first of some neighbouring ports on loopback that are free now. */
  public static int free(int neighbours) {
    for (int attempt = 0; attempt < 100; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (areFree(first, neighbours)) {
        return first;
      }
    }
    throw new AssertionError("no free ports");
  }

  private static boolean areFree(int first, int neighbours) {
    List<ServerSocket> taken = new ArrayList<>();
    try {
      for (int i = 0; i < neighbours; i++) {
        taken.add(new ServerSocket(first + i, 1, InetAddress.getLoopbackAddress()));
      }
      return true;
    } catch (IOException inUse) {
      return false;
    } finally {
      taken.forEach(TestPorts::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
