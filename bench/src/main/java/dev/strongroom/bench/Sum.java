package dev.strongroom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * What an operation costs beside what it could: its bare cryptography and the pipeline of an
 * Encrypt. All in microseconds of the JVM's CPU a call.
 *
 * @param operation with its algorithm
 * @param connections of both calls
 * @param bare the cryptography alone
 * @param encrypt a whole Encrypt of the same run
 * @param sum of the two
 * @param measured the whole operation
 * @param ratio of what was measured to the sum
 */
record Sum(
    String operation,
    int connections,
    double bare,
    double encrypt,
    double sum,
    double measured,
    double ratio) {
  private static final double ALLOWED = 1.1;

  /** What the operation may cost: a tenth more than the bare one, and the Encrypt. */
  double allowed() {
    return ALLOWED * bare + encrypt;
  }

  /** Of each row whose bare operation and whose Encrypt were measured too. */
  static List<Sum> of(List<Row> rows) {
    List<Sum> sums = new ArrayList<>();
    for (Row row : rows) {
      if (row.cache().equals(Measurement.ALL_KEYS)) {
        OptionalDouble bare = cpu(rows, each -> each.cache().equals(Bare.LABEL), row.operation());
        OptionalDouble encrypt =
            cpu(
                rows,
                each -> each.cache().equals(row.cache()) && each.connections() == row.connections(),
                Workload.ENCRYPT.label());
        if (bare.isPresent() && encrypt.isPresent() && row.serverCpu().isPresent()) {
          double sum = bare.getAsDouble() + encrypt.getAsDouble();
          double measured = row.serverCpu().getAsDouble();
          sums.add(
              new Sum(
                  row.operation(),
                  row.connections(),
                  bare.getAsDouble(),
                  encrypt.getAsDouble(),
                  sum,
                  measured,
                  measured / sum));
        }
      }
    }
    return List.copyOf(sums);
  }

  private static OptionalDouble cpu(List<Row> rows, Predicate<Row> where, String operation) {
    Optional<Row> row =
        rows.stream().filter(where.and(each -> each.operation().equals(operation))).findFirst();
    return row.map(Row::serverCpu).orElse(OptionalDouble.empty());
  }
}
