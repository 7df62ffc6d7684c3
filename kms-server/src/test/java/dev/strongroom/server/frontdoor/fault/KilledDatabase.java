package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.ServerProcess;
import dev.strongroom.server.frontdoor.TestDatabase;
import java.io.IOException;

/** {@code kill -9} of the embedded PostgreSQL alone, which the server has to start again. */
record KilledDatabase(ServerProcess server) implements Fault {
  static KilledDatabase start() throws IOException {
    return new KilledDatabase(Homes.start(Homes.make()));
  }

  @Override
  public String name() {
    return "PostgreSQL killed";
  }

  @Override
  public void strike() {
    ProcessHandle.of(TestDatabase.pid(Homes.of(server))).orElseThrow().destroyForcibly();
  }

  @Override
  public boolean isOverAtOnce() {
    return true;
  }

  @Override
  public void lift() {
    // Nobody but the server itself does anything.
  }

  @Override
  public void close() {
    Homes.remove(server);
  }
}
