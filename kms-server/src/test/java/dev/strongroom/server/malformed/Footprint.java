package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.frontdoor.FrontDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the shared server holds at a time.
 *
 * @param connections of the API's port, as the kernel counts them
 * @param threads of the platform, without those that carry virtual ones
 * @param errors calls that the log calls failed by a defect
 */
record Footprint(long connections, long threads, long errors) {
  // Pools that are started by the first call that needs them.
  private static final int SLACK = 8;
  // LISTEN, and TIME_WAIT, which is nobody's any more.
  private static final Set<String> NOT_OPEN = Set.of("0A", "06");
  private static final Pattern DEFECT =
      Pattern.compile(" ERROR .*\\.(Failures|Rejections|Connection|ConnectionReply) +:");

  static Footprint of(FrontDoor door) {
    try {
      return new Footprint(openAt(door.endpoint().getPort()), platformThreads(), defects(door));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void isNoMoreThan(Footprint before) {
    assertThat(connections).isLessThanOrEqualTo(before.connections);
    assertThat(threads).isLessThanOrEqualTo(before.threads + SLACK);
    // Nothing that a caller can send is a defect of ours, or raises an alarm.
    assertThat(errors).isEqualTo(before.errors);
  }

  private static long platformThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().startsWith("ForkJoinPool"))
        .count();
  }

  private static long defects(FrontDoor door) throws IOException {
    try (Stream<String> lines = Files.lines(door.home().serverLog(), ISO_8859_1)) {
      return lines.filter(line -> DEFECT.matcher(line).find()).count();
    }
  }

  private static long openAt(int port) throws IOException {
    String local = ":%04X".formatted(port);
    long count = 0;
    for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(file))) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length > 3 && fields[1].endsWith(local) && !NOT_OPEN.contains(fields[3])) {
          count++;
        }
      }
    }
    return count;
  }
}
