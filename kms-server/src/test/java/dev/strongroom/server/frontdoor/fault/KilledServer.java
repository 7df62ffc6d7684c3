package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.ServerProcess;
import java.io.IOException;

/** {@code kill -9} of the server, which its operator's supervisor starts again. */
record KilledServer(ServerProcess server) implements Fault {
  static KilledServer start() throws IOException {
    return new KilledServer(Homes.start(Homes.make()));
  }

  @Override
  public String name() {
    return "Server killed";
  }

  @Override
  public void strike() throws InterruptedException {
    server.kill();
  }

  @Override
  public void lift() {
    server.restart();
  }

  @Override
  public void close() {
    Homes.remove(server);
  }
}
