package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.ServerProcess;
import dev.strongroom.server.frontdoor.TestDatabase;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The homes of servers that are going to suffer. */
final class Homes {
  private Homes() {}

  static Path make() throws IOException {
    return Files.createTempDirectory("strongroom-fault-").toRealPath();
  }

  static ServerProcess start(Path home) {
    return ServerProcess.start(home, List.of(), Map.of());
  }

  static Home of(ServerProcess server) {
    return new Home(server.home());
  }

  /** Stops the server and removes what it had. */
  static void remove(ServerProcess server) {
    server.close();
    TestDatabase.delete(server.home());
  }
}
