package dev.strongroom.server.frontdoor.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.server.frontdoor.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The server's clock goes ahead by an hour, or back by one, and then is right again. */
final class SteppedClock implements Fault {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));

  private final ServerProcess server;
  private final Path clock;
  private int times;

  private SteppedClock(ServerProcess server, Path clock) {
    this.server = server;
    this.clock = clock;
  }

  static SteppedClock start() throws Exception {
    Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
    assumeTrue(library.isPresent(), "a stepped clock is not tried: libfaketime is not installed");
    Path clock = Files.createTempFile("strongroom-clock-", "");
    Files.writeString(clock, "+0\n");
    ServerProcess server =
        ServerProcess.start(
            Homes.make(),
            List.of(),
            Map.of(
                "LD_PRELOAD", library.orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                // Timers run on, as they do when an administrator sets the clock.
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "DONT_FAKE_MONOTONIC", "1"));
    return new SteppedClock(server, clock);
  }

  @Override
  public String name() {
    return "Clock stepped";
  }

  @Override
  public ServerProcess server() {
    return server;
  }

  @Override
  public void strike() throws IOException {
    set(times++ % 2 == 0 ? "+3600" : "-3600");
  }

  @Override
  public void lift() throws IOException {
    set("+0");
  }

  private void set(String offset) throws IOException {
    Path next = clock.resolveSibling(clock.getFileName() + ".next");
    Files.writeString(next, offset + "\n");
    Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Signed with the right time, which is wrong for the server; the SDK learns its time from it. */
  @Override
  public Set<String> tolerated() {
    return Set.of("InvalidSignatureException");
  }

  @Override
  public void close() throws IOException {
    Homes.remove(server);
    Files.deleteIfExists(clock);
  }
}
