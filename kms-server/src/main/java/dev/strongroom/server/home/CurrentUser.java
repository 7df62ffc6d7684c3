package dev.strongroom.server.home;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The user that this process runs as, by number: names may be missing in a container. */
public final class CurrentUser {
  private static final long UID = new UnixSystem().getUid();

  private CurrentUser() {}

  public static long uid() {
    return UID;
  }

  public static boolean isRoot() {
    return UID == 0;
  }

  /** The user id that owns a file; a symbolic link is not followed. */
  public static long ownerOf(Path file) throws IOException {
    return Integer.toUnsignedLong(
        (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS));
  }
}
