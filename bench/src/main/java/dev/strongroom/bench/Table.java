package dev.strongroom.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Rows as text for a terminal; also a comparison with an earlier run, as ratios new to old. */
final class Table {
  private static final String HEAD =
      "%-10s %-25s %5s %9s %8s %8s %8s %6s %8s %8s %8s %9s%n"
          .formatted(
              "cache",
              "operation",
              "conn",
              "calls/s",
              "p50 ms",
              "p99 ms",
              "p99.9 ms",
              "errors",
              "JVM us",
              "PG us",
              "driver",
              "alloc kB");

  private static final String SUM_HEAD =
      "%-36s %5s %9s %9s %15s %9s %9s %6s%n"
          .formatted(
              "JVM us a call",
              "conn",
              "bare",
              "Encrypt",
              "bare + Encrypt",
              "allowed",
              "measured",
              "ratio");

  private Table() {}

  static String of(List<Row> rows) {
    return HEAD + rows.stream().map(Table::line).collect(Collectors.joining());
  }

  private static String line(Row row) {
    return String.format(
        Locale.ROOT,
        "%-10s %-25s %5d %9.0f %8.2f %8.2f %8.2f %6d %8s %8s %8.1f %9s%n",
        row.cache(),
        row.operation(),
        row.connections(),
        row.perSecond(),
        row.p50() / 1e3,
        row.p99() / 1e3,
        row.p999() / 1e3,
        row.errors(),
        number(row.serverCpu(), 1),
        number(row.postgresCpu(), 1),
        row.driverCpu(),
        number(row.allocated(), 1e3));
  }

  private static String number(OptionalDouble value, double unit) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble() / unit) : "-";
  }

  /** What calls cost beside what they could; nothing when there is nothing to say. */
  static String sums(List<Sum> sums) {
    if (sums.isEmpty()) {
      return "";
    }
    return SUM_HEAD
        + sums.stream()
            .map(
                sum ->
                    String.format(
                        Locale.ROOT,
                        "%-36s %5d %9.1f %9.1f %15.1f %9.1f %9.1f %6.2f%n",
                        sum.operation(),
                        sum.connections(),
                        sum.bare(),
                        sum.encrypt(),
                        sum.sum(),
                        sum.allowed(),
                        sum.measured(),
                        sum.ratio()))
            .collect(Collectors.joining());
  }

  /** Rows that both runs have. */
  static String compare(List<Row> now, List<Row> before) {
    Map<String, Row> old = before.stream().collect(Collectors.toMap(Row::label, row -> row));
    StringBuilder text =
        new StringBuilder(
            "%-44s %8s %8s %8s %8s %8s %8s%n"
                .formatted("new : old", "calls/s", "p50", "p99", "JVM us", "PG us", "alloc"));
    if (now.stream().noneMatch(row -> old.containsKey(row.label()))) {
      return "The earlier result has none of these measurements: there is nothing to compare.\n";
    }
    for (Row row : now) {
      Row other = old.get(row.label());
      if (other != null) {
        text.append(
            "%-44s %8s %8s %8s %8s %8s %8s%n"
                .formatted(
                    row.label(),
                    ratio(row, other, Row::perSecond),
                    ratio(row, other, Row::p50),
                    ratio(row, other, Row::p99),
                    ratio(row, other, r -> r.serverCpu().orElse(0)),
                    ratio(row, other, r -> r.postgresCpu().orElse(0)),
                    ratio(row, other, r -> r.allocated().orElse(0))));
      }
    }
    return text.toString();
  }

  private static String ratio(Row now, Row before, ToDoubleFunction<Row> figure) {
    double divisor = figure.applyAsDouble(before);
    return divisor == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2f", figure.applyAsDouble(now) / divisor);
  }
}
