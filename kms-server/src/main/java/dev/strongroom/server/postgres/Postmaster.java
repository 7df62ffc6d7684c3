package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts and stops the server process. {@code pg_ctl} puts it into a session of its own, so that
 * Ctrl-C in the terminal reaches the JVM first and the database last.
 */
record Postmaster(DataDirectory data, Path log) {
  private static final String PATIENCE_SECONDS = "120";
  private static final int ATTEMPTS = 5;
  private static final long LARGEST_LOG = 10_000_000;

  /**
   * Starts on a free port of the loopback interface.
   *
   * @return the port
   */
  int start() throws IOException {
    stopOrphan();
    turnLog();
    PostgresPrograms.Outcome outcome = new PostgresPrograms.Outcome(1, "");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      // The port can be taken between here and there, and the backends of a postmaster that was
      // killed take a moment to notice; either is worth another try.
      int port = freePort();
      outcome = launch(port);
      if (outcome.succeeded()) {
        return port;
      }
    }
    throw new StartFailure(
        "The embedded PostgreSQL does not start; its log is " + log + ".",
        "Read the end of that log: a full disk or too little shared memory are the usual causes.",
        new IOException("pg_ctl start: " + outcome.output()));
  }

  /**
   * Starts it once more, on the port that its clients know.
   *
   * @throws IOException when it does not start
   */
  void startAgain(int port) throws IOException {
    stopOrphan();
    turnLog();
    PostgresPrograms.Outcome outcome = launch(port);
    // One that only takes long, to replay its log say, must not be stopped for that.
    if (!outcome.succeeded() && process().filter(Postmaster::lives).isEmpty()) {
      throw new IOException("pg_ctl start: " + outcome.output());
    }
  }

  private PostgresPrograms.Outcome launch(int port) throws IOException {
    return pgCtl("start", "-w", "-t", PATIENCE_SECONDS, "-l", log.toString(), "-o", "-p " + port);
  }

  /** The process that was started last; only to be asked by who knows that it was started. */
  Optional<ProcessHandle> process() throws IOException {
    return pid().process();
  }

  /** Whether a process has not ended; one that nobody has waited for, in a container say, has. */
  static boolean lives(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  private static boolean isZombie(long pid) {
    try {
      // The state follows the name, which is in parentheses and may hold any character: proc(5).
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException e) {
      return false; // a system without /proc
    }
  }

  /** Stops it, with a checkpoint, after rolling back what is open. */
  void stop() throws IOException {
    PostgresPrograms.Outcome outcome = pgCtl("stop", "-w", "-t", PATIENCE_SECONDS, "-m", "fast");
    if (!outcome.succeeded() && pid().server().isPresent()) {
      throw new IOException("the embedded PostgreSQL did not stop: " + outcome.output());
    }
  }

  /**
   * A JVM that was killed leaves its server running. It is stopped rather than adopted: the new one
   * then has this release's binaries and settings, and whoever still was connected is gone.
   */
  private void stopOrphan() throws IOException {
    if (!pid().exists()) {
      return;
    }
    if (pid().server().isPresent()) {
      stop();
    } else {
      pid().forgetProcess();
    }
  }

  private PostmasterPid pid() {
    return PostmasterPid.of(data.path());
  }

  private PostgresPrograms.Outcome pgCtl(String action, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(action, "-D", data.path().toString()));
    arguments.addAll(List.of(options));
    return data.programs().run("pg_ctl", arguments);
  }

  private void turnLog() throws IOException {
    if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
      Files.move(
          log,
          log.resolveSibling(log.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
