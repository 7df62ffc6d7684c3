package dev.strongroom.server.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the launcher script, with a home of its own. */
final class Script {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private final Path home;
  private final Path outputs;

  Script(Path home) {
    this(home, home.resolveSibling("."));
  }

  /** For a home whose parent is no directory. */
  Script(Path home, Path outputs) {
    this.home = home;
    this.outputs = outputs;
  }

  /** What a run left: its exit code and its two streams. */
  record Run(int exitCode, String out, String err) {}

  Run run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("strongroom").toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  Run run(List<String> command) throws Exception {
    Path err = outputs.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.directory(ROOT.toFile());
    builder.environment().put("STRONGROOM_HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " does not end");
    }
    return new Run(process.exitValue(), out, Files.readString(err));
  }
}
