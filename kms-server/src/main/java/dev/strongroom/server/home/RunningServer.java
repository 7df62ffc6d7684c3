package dev.strongroom.server.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a server that uses a home says about itself, one {@code name=value} a line in {@code
 * run/server}, which the launcher reads without a JVM.
 *
 * @param pid its process id
 * @param ready whether it has started
 * @param endpoint the API's URL, if it is ready and has that role
 * @param console the console's URL, if it is ready and has that role
 * @param authority the file of the local authority, where its certificate is used
 * @param region the region that clients should sign for
 */
public record RunningServer(
    long pid,
    boolean ready,
    Optional<String> endpoint,
    Optional<String> console,
    Optional<String> authority,
    String region) {

  /** A server that is still starting. */
  public static RunningServer starting(String region) {
    return new RunningServer(
        ProcessHandle.current().pid(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        region);
  }

  /** The same server, which now answers at those of its URLs that its roles give it. */
  public RunningServer ready(
      Optional<String> apiUrl, Optional<String> consoleUrl, Optional<String> authorityFile) {
    return new RunningServer(pid, true, apiUrl, consoleUrl, authorityFile, region);
  }

  /** What the file says; it may be left over from a server that was killed. */
  public static Optional<RunningServer> read(Home home) {
    Map<String, String> values = new HashMap<>();
    try {
      for (String line : Files.readAllLines(home.server())) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String pid = values.getOrDefault("pid", "");
    if (!pid.matches("[0-9]{1,10}")) {
      return Optional.empty();
    }
    return Optional.of(
        new RunningServer(
            Long.parseLong(pid),
            Boolean.parseBoolean(values.get("ready")),
            Optional.ofNullable(values.get("endpoint")),
            Optional.ofNullable(values.get("console")),
            Optional.ofNullable(values.get("authority")),
            values.getOrDefault("region", "us-east-1")));
  }

  /** Writes the file. */
  public void write(Home home) throws IOException {
    StringBuilder text = new StringBuilder("pid=").append(pid).append('\n');
    text.append("ready=").append(ready).append('\n');
    endpoint.ifPresent(url -> text.append("endpoint=").append(url).append('\n'));
    console.ifPresent(url -> text.append("console=").append(url).append('\n'));
    authority.ifPresent(file -> text.append("authority=").append(file).append('\n'));
    text.append("region=").append(region).append('\n');
    PrivateFiles.write(home.server(), text.toString());
  }
}
