package dev.strongroom.server.postgres;

import dev.strongroom.server.home.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks a {@code .txz}; an entry or link that points outside of the target is refused. */
final class TarXz {
  private TarXz() {}

  static void unpack(InputStream archive, Path target) throws IOException {
    PrivateFiles.makeDirectory(target);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, target);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path path = inside(target, target.resolve(entry.getName()));
    PrivateFiles.makeDirectory(inside(target, path.resolveSibling("")));
    if (entry.isDirectory()) {
      PrivateFiles.makeDirectory(path);
    } else if (entry.isSymbolicLink()) {
      inside(target, path.resolveSibling(entry.getLinkName()));
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(tar, path);
      boolean executable = (entry.getMode() & 0100) != 0;
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(executable ? "rwx------" : "rw-------"));
    } else {
      throw new IOException("an entry of the archive is of an unexpected kind: " + entry.getName());
    }
  }

  private static Path inside(Path target, Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("an entry of the archive lies outside: " + path);
    }
    return normal;
  }
}
