package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.ServerProcess;
import dev.strongroom.server.frontdoor.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;

/** The HSM closes its sessions, logs out or is finalised behind the server's back. */
final class LostSessions implements Fault {
  private final ServerProcess server;
  private final FaultyToken token;
  private final Path directory;
  private int times;

  private LostSessions(ServerProcess server, FaultyToken token, Path directory) {
    this.server = server;
    this.token = token;
    this.directory = directory;
  }

  static LostSessions start() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-token-");
    FaultyToken token = FaultyToken.build(directory);
    return new LostSessions(token.start(Homes.make()), token, directory);
  }

  @Override
  public String name() {
    return "HSM sessions lost";
  }

  @Override
  public ServerProcess server() {
    return server;
  }

  @Override
  public void strike() throws Exception {
    loseOnce();
  }

  @Override
  public void goOn() throws Exception {
    loseOnce();
  }

  private void loseOnce() throws Exception {
    FaultyToken.Loss[] all = FaultyToken.Loss.values();
    token.lose(all[times++ % all.length], 0);
    token.awaitLoss();
  }

  @Override
  public void lift() {
    // A loss is over when it has happened.
  }

  /** The server may get everything back before anybody notices. */
  @Override
  public boolean isFelt() {
    return false;
  }

  @Override
  public void close() {
    Homes.remove(server);
    TestDatabase.delete(directory);
  }
}
