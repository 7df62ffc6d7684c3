package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.ServerProcess;
import dev.strongroom.server.frontdoor.TestDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The server's clock goes ahead by an hour, or back by one, and then is right again. */
final class SteppedClock implements Fault {
  private static final long HOUR_SECONDS = 3600;

  private final ServerProcess server;
  private final Path directory;
  private int times;

  private SteppedClock(ServerProcess server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  static SteppedClock start() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-clock-");
    Path library = NativeLibrary.build("stepped-clock", directory);
    set(directory, 0);
    ServerProcess server =
        ServerProcess.start(
            Homes.make(),
            List.of(),
            Map.of(
                "LD_PRELOAD", library.toString(), "STEPPED_CLOCK", offset(directory).toString()));
    return new SteppedClock(server, directory);
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
    set(directory, times++ % 2 == 0 ? HOUR_SECONDS : -HOUR_SECONDS);
  }

  @Override
  public void lift() throws IOException {
    set(directory, 0);
  }

  private static Path offset(Path directory) {
    return directory.resolve("offset");
  }

  /** In place, since the server has mapped the file. */
  private static void set(Path directory, long seconds) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(seconds).flip();
    try (FileChannel file =
        FileChannel.open(offset(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(bytes, 0);
    }
  }

  /** Signed with the right time, which is wrong for the server; the SDK learns its time from it. */
  @Override
  public Set<String> tolerated() {
    return Set.of("InvalidSignatureException");
  }

  @Override
  public void close() throws IOException {
    Homes.remove(server);
    TestDatabase.delete(directory);
  }
}
