package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs PostgreSQL's programs as the {@link ServerUser}, with a clean environment. */
record PostgresPrograms(PostgresBinaries binaries, ServerUser user) {

  /**
   * @param exitCode as the program left it
   * @param output what it wrote, both streams
   */
  record Outcome(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  /** Runs one to its end. No argument may be a secret: other users can see command lines. */
  Outcome run(String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(user.prefix());
    command.add(binaries.program(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    clean(builder.environment());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Outcome(process.waitFor(), output.strip());
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new StartFailure("The start was interrupted.", "Start again.", e);
    }
  }

  /** PG* variables would redirect it, and the rest (credentials, say) is none of its business. */
  private static void clean(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.putAll(Map.of("PATH", path, "LC_ALL", "C", "TZ", "UTC"));
  }
}
