package dev.strongroom.bench;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a run of the bench found out; the JSON below bench/results.
 *
 * @param machine what it ran on
 * @param versions of what was measured
 * @param settings of this run
 * @param start seconds and memory of the server
 * @param rows the measurements
 * @param sums what follows from the rows; results of before have none
 */
record Report(
    Map<String, Object> machine,
    Map<String, Object> versions,
    Map<String, Object> settings,
    Map<String, Object> start,
    List<Row> rows,
    @Nullable List<Sum> sums) {

  Report {
    sums = Objects.requireNonNullElse(sums, List.of());
  }
}
