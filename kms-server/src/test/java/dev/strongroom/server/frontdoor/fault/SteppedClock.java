package dev.strongroom.server.frontdoor.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.strongroom.server.frontdoor.ServerProcess;
import dev.strongroom.server.frontdoor.TestDatabase;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.postgres.PostgresUnderTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The clock goes ahead by an hour, or back by one, and then is right again: in turn that of server
 * and database, which are on one machine, and that of the server alone.
 */
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
    SteppedClock clock = new SteppedClock(serverWith(library, directory), directory);
    clock.lift();
    return clock;
  }

  private static ServerProcess serverWith(Path library, Path directory) throws IOException {
    Path home = Homes.make();
    for (String offset : List.of("server", "database")) {
      Files.write(directory.resolve(offset), new byte[Long.BYTES]);
    }
    Map<String, String> environment = environment(library, directory.resolve("server"));
    if (PostgresUnderTest.chosen() == PostgresUnderTest.EMBEDDED) {
      Homes.start(home).close();
      wrapPostgres(new Home(home), environment(library, directory.resolve("database")));
    }
    return ServerProcess.start(home, List.of(), environment);
  }

  private static Map<String, String> environment(Path library, Path offset) {
    return Map.of("LD_PRELOAD", library.toString(), "STEPPED_CLOCK", offset.toString());
  }

  /** The server gives its PostgreSQL nothing of its own environment, so a script has to. */
  private static void wrapPostgres(Home home, Map<String, String> environment) throws IOException {
    Path program;
    try (Stream<Path> files = Files.walk(home.postgresBinaries())) {
      program = files.filter(file -> file.endsWith("bin/postgres")).findFirst().orElseThrow();
    }
    Path real = Files.createDirectory(program.resolveSibling("real")).resolve("postgres");
    Files.move(program, real);
    StringBuilder script = new StringBuilder("#!/bin/bash\n");
    environment.forEach((name, value) -> script.append("export %s='%s'%n".formatted(name, value)));
    script.append(
        "export LD_LIBRARY_PATH='%s'%n".formatted(program.resolveSibling("../lib").normalize()));
    // Under its own name, by which it finds its other files.
    script.append("exec -a \"$0\" '%s' \"$@\"%n".formatted(real));
    Files.writeString(program, script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
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
    long seconds = times % 2 == 0 ? HOUR_SECONDS : -HOUR_SECONDS;
    set("server", seconds);
    if (times % 4 < 2) {
      set("database", seconds);
      requireOfDatabase(seconds);
    }
    times++;
  }

  private void requireOfDatabase(long seconds) {
    if (PostgresUnderTest.chosen() == PostgresUnderTest.EMBEDDED) {
      double there =
          TestDatabase.superuser(Homes.of(server))
              .sql("SELECT extract(epoch FROM clock_timestamp())")
              .query(Double.class)
              .single();
      assertThat(there - System.currentTimeMillis() / 1000.0)
          .isCloseTo((double) seconds, within(60.0));
    }
  }

  @Override
  public void lift() throws IOException {
    set("server", 0);
    set("database", 0);
  }

  /** In place, since the process has mapped the file. */
  private void set(String offset, long seconds) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(seconds).flip();
    try (FileChannel file = FileChannel.open(directory.resolve(offset), StandardOpenOption.WRITE)) {
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
