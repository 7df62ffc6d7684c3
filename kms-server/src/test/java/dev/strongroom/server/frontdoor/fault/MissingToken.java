package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.ServerProcess;
import dev.strongroom.server.frontdoor.TestDatabase;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The token is pulled and put back: in turn its files are moved away, and every function answers
 * that no token is present.
 */
final class MissingToken implements Fault {
  private static final long TOKEN_NOT_PRESENT = 0xE0;
  private static final long DEVICE_REMOVED = 0x32;

  private final ServerProcess server;
  private final FaultyToken token;
  private final Path directory;
  private int times;

  private MissingToken(ServerProcess server, FaultyToken token, Path directory) {
    this.server = server;
    this.token = token;
    this.directory = directory;
  }

  static MissingToken start() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-token-");
    FaultyToken token = FaultyToken.build(directory);
    return new MissingToken(token.start(Homes.make()), token, directory);
  }

  @Override
  public String name() {
    return "Token missing";
  }

  @Override
  public ServerProcess server() {
    return server;
  }

  /** A token that is pulled takes its sessions with it (PKCS#11 v2.40, 5.6). */
  @Override
  public void strike() throws Exception {
    switch (times++ % 3) {
      case 0 -> {
        Files.move(tokens(), aside());
        token.lose(FaultyToken.Loss.CLOSE, 0);
      }
      case 1 -> token.lose(FaultyToken.Loss.CLOSE, TOKEN_NOT_PRESENT);
      default -> token.lose(FaultyToken.Loss.CLOSE, DEVICE_REMOVED);
    }
    token.awaitLoss();
  }

  @Override
  public void lift() throws IOException {
    if (Files.exists(aside())) {
      Files.move(aside(), tokens());
    }
    token.work();
  }

  private Path tokens() {
    return new Home(server.home()).softHsm().resolve("tokens");
  }

  private Path aside() {
    return tokens().resolveSibling("aside");
  }

  @Override
  public void close() {
    Homes.remove(server);
    TestDatabase.delete(directory);
  }
}
