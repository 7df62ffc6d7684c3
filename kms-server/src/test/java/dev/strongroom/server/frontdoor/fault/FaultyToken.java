package dev.strongroom.server.frontdoor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.hsm.SoftHsm;
import dev.strongroom.server.frontdoor.ServerProcess;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The module faulty-token.c in front of SoftHSM, and the file that tells it what to lose. */
final class FaultyToken {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Path directory;
  private final Path module;
  private int losses;

  /** What a token can lose at once. */
  enum Loss {
    CLOSE,
    LOGOUT,
    FINALISE
  }

  private FaultyToken(Path directory, Path module) {
    this.directory = directory;
    this.module = module;
  }

  /** Builds it in a directory; the test is skipped where there is no C compiler. */
  static FaultyToken build(Path directory) throws Exception {
    FaultyToken token = new FaultyToken(directory, NativeLibrary.build("faulty-token", directory));
    token.tell(Loss.CLOSE, 0);
    return token;
  }

  private Path state() {
    return directory.resolve("state");
  }

  /** A server whose token was made by SoftHSM alone, and is used through this module. */
  ServerProcess start(Path home) {
    Homes.start(home).close();
    Home there = new Home(home);
    return ServerProcess.start(
        home,
        List.of(
            "--strongroom.hsm.module=" + module,
            "--strongroom.hsm.pin-file=" + there.pins().resolve("user")),
        Map.of(
            "SOFTHSM2_CONF", there.softHsm().resolve("softhsm2.conf").toString(),
            "FAULTY_TOKEN_MODULE", SoftHsm.library().orElseThrow().toString(),
            "FAULTY_TOKEN_STATE", state().toString()));
  }

  /** One loss before the next call; the code, unless 0, is answered from then on. */
  void lose(Loss loss, long code) throws IOException {
    losses++;
    tell(loss, code);
  }

  /** Every function works again. */
  void work() throws IOException {
    tell(Loss.CLOSE, 0);
  }

  private void tell(Loss loss, long code) throws IOException {
    Path next = directory.resolve("state.next");
    Files.writeString(
        next, losses + " " + loss.name().toLowerCase() + " " + Long.toHexString(code));
    Files.move(next, state(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits until the last loss has happened: the module loses nothing before it is called. */
  void awaitLoss() throws Exception {
    Path done = directory.resolve("state.done");
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    String number = "";
    while (!number.equals(Integer.toString(losses)) && System.nanoTime() < deadline) {
      Thread.sleep(20);
      number = Files.exists(done) ? Files.readString(done).strip() : "";
    }
    assertThat(number).isEqualTo(Integer.toString(losses));
  }
}
