package dev.strongroom.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which process listens on a TCP port: from {@code /proc} (proc(5)), else from {@code lsof}. Of its
 * arguments only a server's home is told, since others may hold secrets.
 *
 * @param pid its process id
 * @param program its name
 * @param home the home that it serves, when it is a Strongroom server
 */
record PortHolder(long pid, String program, Optional<String> home) {
  private static final String LISTEN = "0A";
  // As the launcher starts a server, and finds it again.
  private static final String HOME = "-Dstrongroom.home=";

  /** Empty when the process belongs to another user, or there is neither way to ask. */
  static Optional<PortHolder> of(int port) {
    try {
      return Files.isDirectory(Path.of("/proc/net")) ? fromProc(port) : fromLsof(port);
    } catch (IOException e) {
      return Optional.empty(); // it only enriches a message
    }
  }

  @Override
  public String toString() {
    return home.map(of -> "the Strongroom server of " + of).orElse(program) + " (pid " + pid + ")";
  }

  /** How to end it; {@code status} and {@code down} do not find one whose home was removed. */
  String stop() {
    return home.isPresent()
        ? "Stop that server with ./strongroom down, or with kill " + pid + " when its home is gone"
        : "Stop that program";
  }

  private static Optional<PortHolder> fromProc(int port) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      if (Files.exists(Path.of(table))) {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] field = line.strip().split(" +");
          if (field.length > 9
              && field[1].endsWith(":%04X".formatted(port))
              && field[3].equals(LISTEN)) {
            sockets.add("socket:[" + field[9] + "]");
          }
        }
      }
    }
    return ProcessHandle.allProcesses()
        .filter(process -> holdsOne(process.pid(), sockets))
        .findFirst()
        .map(PortHolder::named);
  }

  private static boolean holdsOne(long pid, Set<String> sockets) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : open) {
        if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // somebody else's process, or one that has just ended
    }
  }

  private static Optional<PortHolder> fromLsof(int port) throws IOException {
    Process lsof =
        new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String pids = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return pids.lines()
        .findFirst()
        .filter(pid -> pid.matches("[0-9]{1,10}"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .map(PortHolder::named);
  }

  private static PortHolder named(ProcessHandle process) {
    String command = process.info().command().orElse("a program");
    return new PortHolder(
        process.pid(),
        command.substring(command.lastIndexOf('/') + 1),
        homeIn(process.info().arguments().orElse(new String[0])));
  }

  static Optional<String> homeIn(String... arguments) {
    List<String> all = List.of(arguments);
    return all.stream()
        .filter(argument -> argument.startsWith(HOME) && all.contains("serve"))
        .map(argument -> argument.substring(HOME.length()))
        .findFirst();
  }
}
