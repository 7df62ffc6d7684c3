package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.ServerProcess;
import dev.strongroom.server.frontdoor.TestDatabase;
import dev.strongroom.server.postgres.PostgresUnderTest;
import java.io.IOException;

/**
 * {@code kill -9} of PostgreSQL alone. The embedded one the server has to start again; one in a
 * container is its operator's affair.
 */
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
    TestDatabase.kill(Homes.of(server));
  }

  @Override
  public boolean isOverAtOnce() {
    return PostgresUnderTest.chosen() == PostgresUnderTest.EMBEDDED;
  }

  @Override
  public void lift() throws InterruptedException {
    TestDatabase.restart(Homes.of(server));
  }

  @Override
  public void close() {
    Homes.remove(server);
  }
}
