package dev.strongroom.hsm;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Reads the PIN, into native memory only and for the time of one login. */
final class PinFile {
  private static final int LONGEST = 255;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private PinFile() {}

  /**
   * The PIN without its trailing newline.
   *
   * @throws HsmException.PinFileRefused when the file is not there, others may read it, or it does
   *     not hold 1 to 255 bytes
   */
  static SecretSegment read(Path file) {
    try (SecretSegment buffer = SecretSegment.ofLength(LONGEST + 3)) {
      int length = read(file, buffer.memory().asByteBuffer());
      length = without(buffer.memory(), length, '\n');
      length = without(buffer.memory(), length, '\r');
      if (length < 1 || length > LONGEST) {
        throw new HsmException.PinFileRefused(
            file, "it does not hold 1 to " + LONGEST + " bytes", null);
      }
      return SecretSegment.copyOf(buffer.memory().asSlice(0, length));
    } catch (IOException e) {
      throw new HsmException.PinFileRefused(file, "it cannot be read", e);
    } catch (UnsupportedOperationException e) {
      throw new HsmException.PinFileRefused(file, "its file system knows no modes", e);
    }
  }

  /** When the file was last changed. */
  static FileTime time(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new HsmException.PinFileRefused(file, "it cannot be read", e);
    }
  }

  // Straight into native memory: a heap buffer would go through a hidden one that nobody wipes.
  private static int read(Path file, ByteBuffer target) throws IOException {
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new HsmException.PinFileRefused(file, "others than its owner may use it", null);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      while (target.hasRemaining() && channel.read(target) >= 0) {}
    }
    return target.position();
  }

  private static int without(MemorySegment text, int length, char last) {
    boolean there =
        length > 0 && text.get(java.lang.foreign.ValueLayout.JAVA_BYTE, length - 1L) == last;
    return there ? length - 1 : length;
  }
}
