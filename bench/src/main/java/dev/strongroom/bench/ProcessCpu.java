package dev.strongroom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CPU time and memory of processes, from Linux's proc(5).
 *
 * @param pid of the process
 * @param withChildren whether its descendants count, also those that have ended: PostgreSQL's
 */
record ProcessCpu(long pid, boolean withChildren) {
  // USER_HZ is 100 on every Linux that runs Java.
  private static final Duration TICK = Duration.ofMillis(10);
  // Fields of /proc/PID/stat, counted after the command's closing bracket.
  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final int CUTIME = 13;
  private static final int CSTIME = 14;

  /** User and system time so far. */
  Duration time() {
    long ticks = 0;
    for (long each : pids()) {
      String[] fields = stat(each);
      if (fields.length > CSTIME) {
        ticks += Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
        if (withChildren) {
          ticks += Long.parseLong(fields[CUTIME]) + Long.parseLong(fields[CSTIME]);
        }
      }
    }
    return TICK.multipliedBy(ticks);
  }

  /**
   * The share of the memory that is in RAM (PSS: what several processes map counts once), in kB.
   */
  long residentKilobytes() {
    long sum = 0;
    for (long each : pids()) {
      sum += kilobytes(Path.of("/proc", Long.toString(each), "smaps_rollup"));
    }
    return sum;
  }

  private List<Long> pids() {
    Stream<Long> descendants =
        withChildren
            ? ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
            : Stream.empty();
    return Stream.concat(Stream.of(pid), descendants).toList();
  }

  private static String[] stat(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    } catch (IOException ended) {
      return new String[0]; // its parent's counters have it
    }
  }

  private static long kilobytes(Path rollup) {
    try (Stream<String> lines = Files.lines(rollup)) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException ended) {
      return 0;
    }
  }
}
