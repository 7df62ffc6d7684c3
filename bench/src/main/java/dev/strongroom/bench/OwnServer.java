package dev.strongroom.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server of the bench's own, started by the launcher just as a user starts one, in a home of its
 * own that goes with it.
 */
final class OwnServer implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(10);

  private static final String JAVA_OPTIONS = "STRONGROOM_JAVA_OPTIONS";
  private static final int PORT = 7970;

  private final Path launcher;
  private final Path home;
  private Target target;

  private OwnServer(Path launcher, Path home) {
    this.launcher = launcher;
    this.home = home;
    this.target = new Target(endpoint(false), Optional.empty());
  }

  /** Makes a home; nothing runs yet. */
  static OwnServer prepare(Path launcher) throws IOException {
    return new OwnServer(launcher, Files.createTempDirectory("strongroom-bench-").resolve("home"));
  }

  private static URI endpoint(boolean tls) {
    return URI.create((tls ? "https" : "http") + "://127.0.0.1:" + PORT);
  }

  Target target() {
    return target;
  }

  Path home() {
    return home;
  }

  /**
   * Starts it, and waits for its first answer.
   *
   * @param properties settings as {@code --name=value}
   * @return the seconds from the launcher's start to the answer to a ListKeys
   */
  double start(List<String> properties) throws IOException, InterruptedException {
    return start(Optional.empty(), properties);
  }

  /** The same with TLS, by the local authority. */
  double startWithTls(List<String> properties) throws IOException, InterruptedException {
    return start(Optional.of(home.resolve("tls/ca.crt")), properties);
  }

  private double start(Optional<Path> authority, List<String> properties)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("up", "--port", Integer.toString(PORT)));
    authority.ifPresent(file -> command.add("--tls"));
    command.add("--");
    command.addAll(properties);
    long begun = System.nanoTime();
    Process process =
        builder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
            .start();
    Path credentials = home.resolve("credentials");
    byte[] listKeys = null;
    while (System.nanoTime() - begun < LONGEST_START.toNanos()) {
      if (listKeys == null
          && Files.exists(credentials)
          && authority.map(Files::exists).orElse(true)) {
        target = Target.of(endpoint(authority.isPresent()), authority);
        listKeys = new Presigner(target, "us-east-1").sign(firstTenant(), "ListKeys", "{}");
      }
      if (listKeys != null && answers(listKeys)) {
        return (System.nanoTime() - begun) / 1e9;
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(POLL);
    }
    throw new IllegalStateException("The server did not start: " + Files.readString(output()));
  }

  private boolean answers(byte[] listKeys) {
    try (Connection connection = new Connection(target)) {
      return connection.call(listKeys).status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Account firstTenant() throws IOException {
    String file = Files.readString(home.resolve("credentials"));
    return new Account(
        after(file, "aws_access_key_id = "), after(file, "aws_secret_access_key = "));
  }

  /** Makes another tenant. */
  Account createAccount(String name) throws IOException, InterruptedException {
    Process process = builder(List.of("account", "create", name)).start();
    String made = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException("account create failed");
    }
    return new Account(after(made, "Access key id "), after(made, "Secret access key "));
  }

  private static String after(String text, String label) {
    return text.lines()
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  /** What can be seen of the running server. */
  MeasuredServer measured() throws IOException {
    long pid = Long.parseLong(after(Files.readString(home.resolve("run/server")), "pid="));
    return new MeasuredServer(
        target,
        Optional.of(URI.create("http://127.0.0.1:" + (PORT + 2))),
        Optional.of(new ProcessCpu(pid, false)),
        Optional.of(new ProcessCpu(postmaster(), true)));
  }

  private long postmaster() throws IOException {
    try (Stream<Path> files = Files.walk(home, 4)) {
      Path file =
          files
              .filter(path -> path.endsWith("postmaster.pid"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no PostgreSQL runs"));
      return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }
  }

  /** A clean stop. */
  void stop() throws IOException, InterruptedException {
    int code =
        builder(List.of("down")).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("down ended with " + code);
    }
  }

  private ProcessBuilder builder(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(output().toFile()));
    // Settings of the user's own deployment must not lead the bench to its database or HSM.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("STRONGROOM_") && !name.equals(JAVA_OPTIONS));
    builder.environment().put("STRONGROOM_HOME", home.toString());
    return builder;
  }

  private Path output() {
    return home.resolveSibling("output.log"); // a home holds nothing else
  }

  /** Stops it, if it runs, and removes its home. */
  @Override
  public void close() throws IOException {
    if (Files.exists(home.resolve("run/server"))) {
      try {
        stop();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try (Stream<Path> files = Files.walk(Objects.requireNonNull(home.getParent()))) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
