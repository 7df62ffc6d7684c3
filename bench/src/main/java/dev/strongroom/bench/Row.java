package dev.strongroom.bench;

import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * What one measurement gave.
 *
 * @param cache {@code all keys} when they fit into the server's memory, else {@code some keys}; or
 *     how a call with all keys comes: {@code TLS}, {@code connect} (by a connection of its own),
 *     {@code handshake} (the same with TLS), or among so many {@code more keys}; or {@code bare}: a
 *     call of the cryptography in a JVM without a server, whose CPU and allocation are then the
 *     server's below
 * @param operation of the API, with its algorithm
 * @param connections that were busy all the time; for {@code bare}: threads
 * @param calls answered
 * @param errors answered with another status than 200
 * @param perSecond calls a second
 * @param p50 of the latency, in microseconds
 * @param p99 of the latency, in microseconds
 * @param p999 of the latency, in microseconds
 * @param serverCpu user and system time of the server's JVM a call, in microseconds
 * @param postgresCpu the same of PostgreSQL
 * @param driverCpu the same of the load driver
 * @param allocated bytes that the server's JVM allocated a call
 */
record Row(
    String cache,
    String operation,
    int connections,
    long calls,
    long errors,
    double perSecond,
    double p50,
    double p99,
    double p999,
    OptionalDouble serverCpu,
    OptionalDouble postgresCpu,
    double driverCpu,
    OptionalDouble allocated) {

  /**
   * A row of what was counted.
   *
   * @param latencies of the calls, in nanoseconds
   * @param seconds that they took in all
   */
  static Row of(
      String cache,
      Workload workload,
      int connections,
      Histogram latencies,
      long errors,
      double seconds,
      OptionalDouble serverCpu,
      OptionalDouble postgresCpu,
      double driverCpu,
      OptionalDouble allocated) {
    long calls = latencies.getTotalCount();
    return new Row(
        cache,
        workload.label(),
        connections,
        calls,
        errors,
        calls / seconds,
        latencies.getValueAtPercentile(50) / 1e3,
        latencies.getValueAtPercentile(99) / 1e3,
        latencies.getValueAtPercentile(99.9) / 1e3,
        serverCpu,
        postgresCpu,
        driverCpu,
        allocated);
  }

  /** Names the row in a comparison. */
  String label() {
    return cache + " " + operation + " " + connections;
  }
}
