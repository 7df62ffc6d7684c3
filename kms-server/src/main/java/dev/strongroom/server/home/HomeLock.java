package dev.strongroom.server.home;

import dev.strongroom.server.failure.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a home, for one process at a time. The operating system gives it back when the
 * process ends, however it ends, so there is nothing stale to clean up.
 */
public final class HomeLock implements AutoCloseable {
  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws StartFailure when another process has it; names that process and its address
   */
  public static HomeLock take(Home home) {
    try {
      FileChannel channel =
          FileChannel.open(
              home.lock(),
              EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      if (tryLock(channel) == null) {
        channel.close();
        throw held(home);
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new StartFailure(
          "The lock file " + home.lock() + " cannot be used.",
          "Name a home on a local file system in STRONGROOM_HOME.",
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static StartFailure held(Home home) {
    Optional<RunningServer> running = RunningServer.read(home);
    String where =
        running
            .map(
                server ->
                    " (pid "
                        + server.pid()
                        + server.endpoint().map(endpoint -> ", " + endpoint).orElse("")
                        + ")")
            .orElse("");
    return new StartFailure(
        "A server already runs in " + home.directory() + where + ".",
        "Use it, stop it with ./strongroom down, or name another home in STRONGROOM_HOME.");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
