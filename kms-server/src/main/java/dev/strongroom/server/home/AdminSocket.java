package dev.strongroom.server.home;

import dev.strongroom.server.failure.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where the administrative socket is. A Unix socket's path is limited to 108 bytes on Linux and 104
 * on macOS (unix(7)), so a home that lies deeper has it in a private directory below the temporary
 * one, and says where in {@code run/socket-directory}.
 */
public final class AdminSocket {
  private static final int LONGEST = 103;
  private static final String NAME = "admin.sock";

  private AdminSocket() {}

  /** For the server: the path to listen on; anything stale there is gone. */
  public static Path prepare(Home home) throws IOException {
    remove(home);
    Path inHome = inHome(home);
    if (fits(inHome)) {
      return inHome;
    }
    // Mode 0700 from the start; the name is random, so nobody can have made it before.
    Path directory = Files.createTempDirectory("strongroom-").toAbsolutePath();
    Path socket = directory.resolve(NAME);
    if (!fits(socket)) {
      Files.delete(directory);
      throw new StartFailure(
          "The path of the administrative socket would be too long, in "
              + home.directory()
              + " and in the temporary directory.",
          "Name a home with a shorter path in STRONGROOM_HOME.");
    }
    PrivateFiles.write(record(home), directory + "\n");
    return socket;
  }

  /** For clients: where the running server listens, if it does. */
  public static Optional<Path> find(Home home) throws IOException {
    Optional<Path> deep = recorded(home);
    Path socket = deep.map(directory -> directory.resolve(NAME)).orElse(inHome(home));
    return Files.exists(socket, LinkOption.NOFOLLOW_LINKS) ? Optional.of(socket) : Optional.empty();
  }

  /** Removes the socket and, of a deep home, its directory. */
  public static void remove(Home home) throws IOException {
    Files.deleteIfExists(inHome(home));
    Optional<Path> deep = recorded(home);
    if (deep.isPresent()) {
      Files.deleteIfExists(deep.get().resolve(NAME));
      Files.deleteIfExists(deep.get());
    }
    Files.deleteIfExists(record(home));
  }

  /** The recorded directory, unless a cleaner of old files let somebody else take its name. */
  private static Optional<Path> recorded(Home home) throws IOException {
    if (!Files.exists(record(home))) {
      return Optional.empty();
    }
    Path directory = Path.of(Files.readString(record(home)).strip());
    boolean ours =
        Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
            && CurrentUser.ownerOf(directory) == CurrentUser.uid()
            && PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))
                .equals("rwx------");
    return ours ? Optional.of(directory) : Optional.empty();
  }

  private static Path inHome(Home home) {
    return home.run().resolve(NAME);
  }

  private static Path record(Home home) {
    return home.run().resolve("socket-directory");
  }

  private static boolean fits(Path socket) {
    return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }
}
