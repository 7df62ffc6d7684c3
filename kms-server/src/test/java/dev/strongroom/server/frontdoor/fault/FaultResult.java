package dev.strongroom.server.frontdoor.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run found.
 *
 * @param acknowledged calls of the load that were answered as they should be
 * @param refused calls of the load that failed in spite of the SDK's retries, by error code
 * @param failedAttempts HTTP requests that were answered with an error
 * @param lost acknowledged things that are not there
 * @param wrong answers that are wrong
 * @param withoutEvent ids of answered requests that are not in the trail
 * @param recoveries from the cause's end until everything works
 * @param refusedInCalm refused calls that began after a recovery
 * @param longest the longest call, retries included
 */
record FaultResult(
    String name,
    long acknowledged,
    Map<String, Long> refused,
    long failedAttempts,
    List<String> lost,
    List<String> wrong,
    List<String> withoutEvent,
    List<Duration> recoveries,
    long refusedInCalm,
    Duration longest) {
  private static final Path DIRECTORY = Path.of("target", "faults");
  private static final String HEAD =
      """
      | Fault | Rounds | Calls acknowledged | Calls refused | Lost | Wrong | Without event | Recovery, median | Recovery, longest | Refused after recovery | Longest call |
      |---|---|---|---|---|---|---|---|---|---|---|
      """;

  /** A row of the table, in Markdown. */
  String row() {
    List<Duration> sorted = recoveries.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %,d | %s | %d | %d | %d | %s | %s | %d | %s |%n",
        name,
        recoveries.size(),
        acknowledged,
        refused.isEmpty()
            ? "none"
            : refused.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", ")),
        lost.size(),
        wrong.size(),
        withoutEvent.size(),
        seconds(sorted.get(sorted.size() / 2)),
        seconds(sorted.getLast()),
        refusedInCalm,
        seconds(longest));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /** Adds the row to the table of all faults that were tried so far, in the build's directory. */
  void write() throws IOException {
    Files.createDirectories(DIRECTORY);
    Files.writeString(DIRECTORY.resolve(name.replace(' ', '-') + ".row"), row());
    StringBuilder table = new StringBuilder(HEAD);
    try (Stream<Path> rows = Files.list(DIRECTORY)) {
      for (Path row : rows.filter(file -> file.toString().endsWith(".row")).sorted().toList()) {
        table.append(Files.readString(row));
      }
    }
    Files.writeString(DIRECTORY.resolve("table.md"), table);
  }
}
