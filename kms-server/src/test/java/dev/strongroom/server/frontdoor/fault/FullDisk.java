package dev.strongroom.server.frontdoor.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.strongroom.server.frontdoor.ServerProcess;
import dev.strongroom.server.frontdoor.TestDatabase;
import dev.strongroom.server.postgres.PostgresUnderTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file system of the database has no byte left, and then has again. */
final class FullDisk implements Fault {
  // The database grows with the load; what is left is filled with ballast.
  private static final String SIZE = FaultRun.isLong() ? "4g" : "500m";
  private static final byte[] BLOCK = new byte[1 << 20];

  private final ServerProcess server;
  private final Path disk;
  private int times;

  private FullDisk(ServerProcess server, Path disk) {
    this.server = server;
    this.disk = disk;
  }

  static FullDisk start() throws Exception {
    assumeTrue(
        PostgresUnderTest.chosen() == PostgresUnderTest.EMBEDDED,
        "a full disk is tried with the embedded PostgreSQL only");
    Path home = Homes.make();
    Path disk = Files.createDirectory(home.resolve("postgres"));
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + SIZE, "tmpfs", disk.toString());
    assumeTrue(mounted, "a full disk is not tried: mounting a file system is not allowed here");
    return new FullDisk(Homes.start(home), disk);
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(discard()).start();
      return process.waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  private static ProcessBuilder.Redirect discard() {
    return ProcessBuilder.Redirect.DISCARD;
  }

  @Override
  public String name() {
    return "Disk full";
  }

  @Override
  public ServerProcess server() {
    return server;
  }

  @Override
  public void strike() {
    times++;
    fill();
  }

  /**
   * Whatever PostgreSQL gives back is taken again. In every other round it also uses up its log
   * segments, so that it is the log for which there is no space: then it gives up and ends.
   */
  @Override
  public void goOn() {
    if (times % 2 == 0) {
      switchLogSegment();
    }
    fill();
  }

  private void switchLogSegment() {
    try {
      TestDatabase.superuser(Homes.of(server)).sql("SELECT pg_switch_wal()").query().singleValue();
    } catch (RuntimeException away) {
      // As it should be.
    }
  }

  private void fill() {
    try (OutputStream ballast =
        Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        ballast.write(BLOCK);
      }
    } catch (IOException full) {
      // As it should be.
    }
  }

  private Path ballast() {
    return disk.resolve("ballast");
  }

  @Override
  public void lift() throws IOException {
    Files.delete(ballast());
  }

  @Override
  public void close() throws Exception {
    server.close();
    run("umount", disk.toString());
    Homes.remove(server);
  }
}
