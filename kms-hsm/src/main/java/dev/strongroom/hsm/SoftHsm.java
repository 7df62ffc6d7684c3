package dev.strongroom.hsm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** SoftHSM2: where its library lies, and its configuration. */
public final class SoftHsm {
  private static final List<String> PLACES =
      List.of(
          // Debian and Ubuntu
          "/usr/lib/softhsm/libsofthsm2.so",
          "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
          "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
          // Fedora
          "/usr/lib64/softhsm/libsofthsm2.so",
          "/usr/lib64/pkcs11/libsofthsm2.so",
          // Alpine and others
          "/usr/lib/pkcs11/libsofthsm2.so",
          "/usr/local/lib/softhsm/libsofthsm2.so",
          // Homebrew
          "/opt/homebrew/lib/softhsm/libsofthsm2.so",
          "/usr/local/opt/softhsm/lib/softhsm/libsofthsm2.so");

  private SoftHsm() {}

  /** The library in one of its usual places. */
  public static Optional<Path> library() {
    return PLACES.stream().map(Path::of).filter(Files::isReadable).findFirst();
  }

  /** A configuration whose tokens lie in one private directory. */
  public static String configuration(Path tokens) {
    return """
        directories.tokendir = %s
        objectstore.backend = file
        log.level = ERROR
        slots.removable = false
        """
        .formatted(tokens);
  }

  /** Writes the configuration, if it is not there already as it should be. */
  public static void configure(Path file, Path tokens) throws IOException {
    String wanted = configuration(tokens);
    if (!Files.exists(file) || !Files.readString(file).equals(wanted)) {
      Files.writeString(file, wanted);
    }
  }
}
