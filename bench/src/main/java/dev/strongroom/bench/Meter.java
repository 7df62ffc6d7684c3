package dev.strongroom.bench;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the CPU time and the allocation of a server before and after a run. */
final class Meter {
  private final MeasuredServer server;
  private final Optional<Duration> serverBefore;
  private final Optional<Duration> postgresBefore;
  private final Duration driverBefore;
  private final OptionalDouble allocatedBefore;

  private Meter(MeasuredServer server) {
    this.server = server;
    // Its own cost is before the first and after the last reading of the CPU.
    allocatedBefore = server.allocated();
    serverBefore = server.server().map(ProcessCpu::time);
    postgresBefore = server.postgres().map(ProcessCpu::time);
    driverBefore = driver();
  }

  static Meter begin(MeasuredServer server) {
    return new Meter(server);
  }

  Row row(String cache, Workload workload, int connections, Driver.Run run) {
    Duration driver = driver().minus(driverBefore);
    OptionalDouble serverCpu = perCall(server.server(), serverBefore, run);
    OptionalDouble postgresCpu = perCall(server.postgres(), postgresBefore, run);
    OptionalDouble allocatedNow = server.allocated();
    return new Row(
        cache,
        workload.label(),
        connections,
        run.calls(),
        run.errors(),
        run.calls() / run.seconds(),
        run.latencies().getValueAtPercentile(50) / 1e3,
        run.latencies().getValueAtPercentile(99) / 1e3,
        run.latencies().getValueAtPercentile(99.9) / 1e3,
        serverCpu,
        postgresCpu,
        driver.toNanos() / 1e3 / run.calls(),
        allocatedBefore.isPresent() && allocatedNow.isPresent()
            ? OptionalDouble.of(
                (allocatedNow.getAsDouble() - allocatedBefore.getAsDouble()) / run.calls())
            : OptionalDouble.empty());
  }

  private static OptionalDouble perCall(
      Optional<ProcessCpu> process, Optional<Duration> before, Driver.Run run) {
    return process.isPresent() && before.isPresent()
        ? OptionalDouble.of(process.get().time().minus(before.get()).toNanos() / 1e3 / run.calls())
        : OptionalDouble.empty();
  }

  private static Duration driver() {
    return new ProcessCpu(ProcessHandle.current().pid(), false).time();
  }
}
