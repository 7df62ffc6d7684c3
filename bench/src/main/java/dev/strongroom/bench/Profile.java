package dev.strongroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JFR recording of the measured server, from the end of the warm-up to the last measurement. */
final class Profile implements AutoCloseable {
  private final List<String> dump;

  private Profile(List<String> dump) {
    this.dump = dump;
  }

  /**
   * Begins one, if it is wanted and the server's process is known.
   *
   * @param name of the file, without its ending
   */
  static Profile begin(@Nullable Path directory, MeasuredServer server, String name)
      throws IOException {
    if (directory == null || server.server().isEmpty()) {
      return new Profile(List.of());
    }
    Files.createDirectories(directory);
    long pid = server.server().get().pid();
    // Samples by CPU time (JEP 509), as threads that wait cost nothing.
    jcmd(
        pid,
        "JFR.start",
        "name=bench",
        "settings=profile",
        "jdk.CPUTimeSample#enabled=true",
        "jdk.CPUTimeSample#throttle=5ms",
        // The environment holds passwords, and recordings are passed on.
        "jdk.InitialEnvironmentVariable#enabled=false");
    Path file = directory.toAbsolutePath().resolve(name.replace(' ', '-') + ".jfr");
    return new Profile(List.of(Long.toString(pid), "JFR.stop", "name=bench", "filename=" + file));
  }

  private static void jcmd(long pid, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(Long.toString(pid)));
    all.addAll(List.of(arguments));
    jcmd(all);
  }

  private static void jcmd(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString()));
    command.addAll(arguments);
    try {
      int code =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!dump.isEmpty()) {
      jcmd(dump);
    }
  }
}
