package dev.strongroom.api.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file of a listening Unix socket. It appears at its path with mode 0600 from the first moment:
 * the socket is bound inside a directory that is ours alone and moved into place afterwards.
 */
final class UnixSocket {
  // sun_path has 108 bytes with the final zero (unix(7)); macOS has 104.
  private static final int LONGEST_PATH = 103;
  private static final int TYPE_MASK = 0170000;
  private static final int SOCKET = 0140000;

  private final Path path;
  private final Object inode;

  private UnixSocket(Path path, Object inode) {
    this.path = path;
    this.inode = inode;
  }

  /** Binds a socket to the path that it is given. */
  interface Binding {
    void bind(Path path) throws IOException;
  }

  /**
   * Makes the socket file.
   *
   * @throws IOException when somebody listens there already, when what is there is no socket, or
   *     when the path is too long
   */
  static UnixSocket create(Path path, Binding binding) throws IOException {
    checkFree(path);
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("not a path for a socket: " + path);
    }
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Path directory = Files.createTempDirectory(parent, ".s", ownerOnly);
    try {
      Path bound = directory.resolve("s");
      if (bound.toString().getBytes(UTF_8).length > LONGEST_PATH) {
        throw new IOException("the path is too long for a Unix socket: " + path);
      }
      binding.bind(bound);
      Files.setPosixFilePermissions(bound, PosixFilePermissions.fromString("rw-------"));
      Files.move(bound, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(directory.resolve("s"));
      Files.delete(directory);
    }
    return new UnixSocket(path, inode(path));
  }

  /** Removes the file, unless another server has put its own there meanwhile. */
  void remove() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && inode(path).equals(inode)) {
      Files.delete(path);
    }
  }

  private static void checkFree(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    if ((mode & TYPE_MASK) != SOCKET) {
      throw new IOException("there is something that is not a socket: " + path);
    }
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      throw new IOException("another server listens on " + probe.getRemoteAddress());
    } catch (java.net.ConnectException nobodyListens) {
      return;
    }
  }

  private static Object inode(Path path) throws IOException {
    return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
  }
}
