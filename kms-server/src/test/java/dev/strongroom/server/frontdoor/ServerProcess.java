package dev.strongroom.server.frontdoor;

import dev.strongroom.server.TestPorts;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server in a process of its own, for what a test must not do to its own JVM: kill it, or have
 * two.
 */
public final class ServerProcess implements AutoCloseable {
  /** The throttle is passed, but tests call as fast as they can. */
  static final String WIDE_THROTTLE = "--strongroom.throttle.burst=1000000";

  private static final Duration LONGEST_START = Duration.ofSeconds(120);

  private final Path home;

  /** The API's; the console's and the management's follow it. */
  private final int port;

  private final List<String> properties;
  private final Map<String, String> environment;
  private Process process;

  private ServerProcess(
      Path home, int port, List<String> properties, Map<String, String> environment) {
    this.home = home;
    this.port = port;
    this.properties = properties;
    this.environment = environment;
    this.process = launch();
  }

  /** Starts a server and waits until it answers. */
  public static ServerProcess start(
      Path home, List<String> properties, Map<String, String> environment) {
    ServerProcess server = new ServerProcess(home, TestPorts.free(3), properties, environment);
    server.awaitReady();
    return server;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The console's, on the port after the API's. */
  URI console(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + (port + 1) + "/console");
  }

  /** The console's port opens a moment after the API's. */
  void awaitConsole() {
    awaitOpen(port + 1);
  }

  /** The API's, by TLS. */
  URI tlsEndpoint() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** Its management port, which opens a moment after that of the API. */
  ManagementPort management() {
    awaitOpen(port + 2);
    return new ManagementPort(port + 2);
  }

  /** The CPU time that the server has taken so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public Path home() {
    return home;
  }

  /** SIGKILL: nothing is finished, nothing is closed. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Starts it again, on the same home and port. */
  public void restart() {
    process = launch();
    awaitReady();
  }

  /** SIGTERM, and waits for the end. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private Process launch() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dstrongroom.home=" + home));
    command.addAll(code());
    command.addAll(List.of("serve", "--port", Integer.toString(port), "--"));
    command.addAll(properties);
    if (properties.stream().noneMatch(each -> each.startsWith("--strongroom.throttle."))) {
      command.add(WIDE_THROTTLE);
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("STRONGROOM_HOME", home.toString());
    builder.environment().putAll(database());
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The classes of this build; or what {@code test.application} names, a home's {@code application}
   * folder that {@code ./strongroom up} has made: then the server starts as it is shipped.
   */
  private static List<String> code() {
    String application = System.getProperty("test.application", "");
    if (application.isEmpty()) {
      return List.of(
          "-cp", System.getProperty("java.class.path"), "dev.strongroom.server.Strongroom");
    }
    Path folder = Path.of(application);
    try (Stream<Path> files = Files.list(folder)) {
      List<String> code = new ArrayList<>();
      code.addAll(List.of("-XX:+UseCompactObjectHeaders", "-XX:+UseSerialGC"));
      code.addAll(List.of("-Xms64m", "-Xmn40m", "-Dspring.aot.enabled=true"));
      files
          .filter(file -> file.toString().endsWith(".aot"))
          .forEach(cache -> code.addAll(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache)));
      code.addAll(List.of("-jar", folder.resolve("strongroom.jar").toString()));
      return code;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The home's own database, unless the test names another. */
  private Map<String, String> database() {
    Map<String, String> variables = new HashMap<>();
    if (properties.stream().noneMatch(each -> each.startsWith("--strongroom.datasource."))) {
      TestDatabase.settings(new Home(home.toAbsolutePath()))
          .forEach(
              (name, value) ->
                  variables.put(name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    }
    return variables;
  }

  /** What it writes to its terminal. */
  public Path output() {
    return home.resolveSibling(home.getFileName() + ".out");
  }

  private void awaitReady() {
    awaitOpen(port);
  }

  private void awaitOpen(int which) {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new AssertionError("the server ended: " + tail());
      }
      try (var socket = new java.net.Socket("127.0.0.1", which)) {
        return;
      } catch (IOException notYet) {
        pause();
      }
    }
    throw new AssertionError("the server did not start in time: " + tail());
  }

  private String tail() {
    try {
      String text = Files.readString(output());
      return text.substring(Math.max(0, text.length() - 2000));
    } catch (IOException e) {
      return e.toString();
    }
  }

  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
