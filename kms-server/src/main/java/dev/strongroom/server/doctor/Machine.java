package dev.strongroom.server.doctor;

import dev.strongroom.server.home.CurrentUser;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks at the machine: Java, the home's directory, the disk, the clock. */
final class Machine {
  private static final int JDK = 25;
  private static final long LITTLE_SPACE = 1L << 30;
  private static final long PATIENCE_SECONDS = 5;
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private Machine() {}

  static Finding java() {
    Runtime.Version version = Runtime.version();
    return version.feature() == JDK
        ? Finding.ok("java", "JDK " + version + ".")
        : Finding.failed("java", "This is JDK " + version + ".", "Run with JDK " + JDK + ".");
  }

  static List<Finding> home(Home home) {
    Path directory = home.directory();
    if (Files.notExists(directory)) {
      return List.of(Finding.ok("home", directory + " is made at the first start."));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.of("home", home, () -> owned(directory)));
    findings.add(Finding.of("permissions", home, () -> closed(home)));
    findings.add(Finding.of("disk", home, () -> space(directory)));
    return findings;
  }

  private static Finding owned(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Finding.failed(
          "home", directory + " is not a directory.", "Name another place in STRONGROOM_HOME.");
    }
    long owner = CurrentUser.ownerOf(directory);
    return owner == CurrentUser.uid()
        ? Finding.ok("home", directory + " is yours.")
        : Finding.failed(
            "home",
            directory + " belongs to user id " + owner + ", not to you.",
            "Run as that user, or name a place of your own in STRONGROOM_HOME.");
  }

  /** The home itself, and what holds a secret in it. */
  private static Finding closed(Home home) throws IOException {
    List<String> open = new ArrayList<>();
    for (Path path :
        List.of(
            home.directory(),
            home.pins(),
            home.postgresPasswords(),
            home.tls(),
            home.credentials())) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> files = Files.walk(path, path.equals(home.directory()) ? 0 : 1)) {
          for (Path file : files.toList()) {
            if (!PRIVATE.containsAll(
                Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
              open.add(file.toString());
            }
          }
        }
      }
    }
    return open.isEmpty()
        ? Finding.ok("permissions", "Nobody else can read what is in the home.")
        : Finding.failed(
            "permissions",
            "Other users can reach " + String.join(", ", open) + ".",
            "Take their rights away: chmod -R go= " + home.directory());
  }

  private static Finding space(Path directory) throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    String says = "%.1f GB are free in the home.".formatted(free / 1e9);
    return free >= LITTLE_SPACE
        ? Finding.ok("disk", says)
        : Finding.warning("disk", says, "Make room: with a full disk no call is answered.");
  }

  /** Whether the clock follows time servers, as far as systemd knows. */
  static Finding clock() {
    String answer = timedatectl();
    return switch (answer) {
      case "yes" -> Finding.ok("clock", "It follows time servers.");
      case "no" ->
          Finding.warning(
              "clock",
              "It follows no time server.",
              "Set up NTP: signatures are refused when the clock is five minutes off.");
      default ->
          Finding.warning(
              "clock",
              "Whether it follows time servers is not known here (timedatectl).",
              "Make sure that it does, on the host of a container.");
    };
  }

  private static String timedatectl() {
    try {
      Process process =
          new ProcessBuilder("timedatectl", "show", "-p", "NTPSynchronized", "--value")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
