package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The machine's OpenSSL, with a directory for its files. */
final class OpenSsl implements AutoCloseable {
  private final Path directory;

  private OpenSsl(Path directory) {
    this.directory = directory;
  }

  /** Skips the test where there is no OpenSSL 3. */
  static OpenSsl assumed() throws IOException, InterruptedException {
    OpenSsl openSsl = new OpenSsl(Files.createTempDirectory("openssl"));
    String version;
    try {
      version = openSsl.run("version");
    } catch (IOException notFound) {
      version = notFound.toString();
    }
    assumeTrue(version.startsWith("OpenSSL 3."), "needs an OpenSSL 3 in the PATH: " + version);
    return openSsl;
  }

  /** Writes a file, and gives its name for the command line. */
  String file(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content).toString();
  }

  byte[] read(String name) throws IOException {
    return Files.readAllBytes(directory.resolve(name));
  }

  String nameOf(String file) {
    return directory.resolve(file).toString();
  }

  /** Runs a command, which must succeed; what it printed. */
  String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(command + ": " + output).isZero();
    return output;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
