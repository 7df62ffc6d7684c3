package dev.strongroom.server.home;

import dev.strongroom.server.failure.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Finds, makes and checks a {@link Home}: it belongs to the user who runs, and to nobody else. */
public final class HomeOpening {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private HomeOpening() {}

  /**
   * The home that system property {@code strongroom.home} or variable {@code STRONGROOM_HOME}
   * names, else {@code .strongroom} in the working directory. It need not exist.
   */
  public static Home named() {
    String named = System.getProperty("strongroom.home", "");
    if (named.isBlank()) {
      named = System.getenv().getOrDefault("STRONGROOM_HOME", "");
    }
    Path directory = Path.of(named.isBlank() ? ".strongroom" : named);
    return new Home(directory.toAbsolutePath().normalize());
  }

  /**
   * Makes the home if there is none, with its directories, and checks it.
   *
   * @param notes receives a sentence when permissions had to be tightened
   * @throws StartFailure when it is somebody else's, no directory, or cannot be made
   */
  public static Home open(Home home, Consumer<String> notes) {
    Path directory = home.directory();
    try {
      if (!Files.exists(directory)) {
        Files.createDirectories(directory.resolveSibling("."));
        PrivateFiles.makeDirectory(directory);
      }
      Home opened = new Home(directory.toRealPath());
      check(opened.directory(), notes);
      PrivateFiles.makeDirectory(opened.logs());
      PrivateFiles.makeDirectory(opened.run());
      return opened;
    } catch (IOException e) {
      throw new StartFailure(
          "The home " + directory + " cannot be made or read.",
          "Make its parent writable, or name another place in STRONGROOM_HOME.",
          e);
    }
  }

  private static void check(Path directory, Consumer<String> notes) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new StartFailure(
          "The home " + directory + " is not a directory.",
          "Move it away, or name another place in STRONGROOM_HOME.");
    }
    long owner = CurrentUser.ownerOf(directory);
    if (owner != CurrentUser.uid()) {
      throw new StartFailure(
          "The home " + directory + " belongs to user id " + owner + ", not to you.",
          "Run as that user, or name a place of your own in STRONGROOM_HOME.");
    }
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
    if (!OWNER_ONLY.containsAll(permissions)) {
      Files.setPosixFilePermissions(directory, OWNER_ONLY);
      notes.accept("The home " + directory + " was open to other users; it is now 0700.");
    }
  }
}
