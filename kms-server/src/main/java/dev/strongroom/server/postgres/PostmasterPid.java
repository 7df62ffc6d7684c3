package dev.strongroom.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file {@code postmaster.pid}, by which PostgreSQL says who serves a data directory. */
record PostmasterPid(Path file) {
  /** Above the largest pid of Linux (2^22, proc(5)) and macOS, so no process ever has it. */
  private static final String NO_PROCESS = "4194305";

  static PostmasterPid of(Path dataDirectory) {
    return new PostmasterPid(dataDirectory.resolve("postmaster.pid"));
  }

  boolean exists() {
    return Files.exists(file);
  }

  /** The process in the file, if it lives and really is a PostgreSQL. */
  Optional<ProcessHandle> server() throws IOException {
    return process().filter(PostmasterPid::isPostgres);
  }

  /** The process in the file, whatever it is by now. */
  Optional<ProcessHandle> process() throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    String pid = Files.readAllLines(file).stream().findFirst().orElse("").strip();
    if (!pid.matches("[0-9]{1,10}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(pid));
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.isAlive()
        && process
            .info()
            .command()
            .map(command -> Path.of(command).endsWith("postgres"))
            .orElse(false);
  }

  /**
   * After a crash the pid may have gone to another program, soon so in a container, and PostgreSQL
   * would then refuse to start. Only the pid is replaced: by the rest of the file PostgreSQL still
   * finds out whether orphaned backends use the shared memory.
   */
  void forgetProcess() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    if (lines.isEmpty()) {
      Files.delete(file);
      return;
    }
    lines.set(0, NO_PROCESS);
    // In place, not by a new file: it stays the server user's own. Without emptying it first: on a
    // full disk it could not be filled again. The pid is the longest, so nothing old is left over.
    Files.writeString(file, String.join("\n", lines) + "\n", StandardOpenOption.WRITE);
  }
}
