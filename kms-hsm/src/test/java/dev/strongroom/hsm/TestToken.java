package dev.strongroom.hsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * SoftHSM tokens for tests, all in one directory, because the module reads its configuration once a
 * process. Each test makes its own.
 */
final class TestToken {
  static final Path DIRECTORY = directory();
  static final Path MODULE =
      SoftHsm.library()
          .orElseThrow(
              () ->
                  new AssertionError(
                      "SoftHSM2 is not installed: apt-get install softhsm2 (./strongroom test does"
                          + " that where it may)"));
  private static final Path CONFIGURATION = configuration();

  private final String label;
  private final Path pin;

  private TestToken(String label, Path pin) {
    this.label = label;
    this.pin = pin;
  }

  static TestToken create() {
    String label = "t-" + UUID.randomUUID().toString().substring(0, 13);
    Path officer = secret(label + ".so", "12345678");
    Path user = secret(label + ".pin", "87654321");
    new TokenSetUp(MODULE, Optional.of(CONFIGURATION)).initialise(label, officer, user);
    return new TestToken(label, user);
  }

  HsmSettings settings() {
    return settings(label, pin);
  }

  static HsmSettings settings(String label, Path pin) {
    return new HsmSettings(
        MODULE, label, pin, Optional.of(CONFIGURATION), 20, Duration.ofSeconds(20));
  }

  String label() {
    return label;
  }

  Path pin() {
    return pin;
  }

  Token open() {
    return Token.open(settings(), new InMemoryPinLatch());
  }

  static Path tokens() {
    return DIRECTORY.resolve("tokens");
  }

  static Path secret(String name, String value) {
    try {
      Path file = DIRECTORY.resolve(name);
      Files.writeString(file, value + "\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory() {
    try {
      Path directory = Files.createTempDirectory("strongroom-hsm-");
      Files.createDirectory(directory.resolve("tokens"));
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path configuration() {
    try {
      Path file = DIRECTORY.resolve("softhsm2.conf");
      SoftHsm.configure(file, tokens());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
