package dev.strongroom.bench;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Adds up what the runs of one measurement took: CPU time, allocation, latencies. */
final class Meter {
  private final MeasuredServer server;
  private final Histogram latencies = new Histogram(3);
  private Cpu cpu = new Cpu(0, 0, 0);
  private double allocated;
  private double seconds;
  private long errors;

  Meter(MeasuredServer server) {
    this.server = server;
  }

  /**
   * CPU time in microseconds, NaN where it is not known.
   *
   * @param server that of its JVM
   * @param driver that of the load driver
   */
  private record Cpu(double server, double postgres, double driver) {

    Cpu plus(Cpu begin, Cpu end) {
      return new Cpu(
          server + end.server - begin.server,
          postgres + end.postgres - begin.postgres,
          driver + end.driver - begin.driver);
    }
  }

  /** Counts a run in. */
  void measure(Supplier<Driver.Run> load) {
    // What it costs to read the allocation is before the first and after the last of the CPU.
    double allocatedBefore = server.allocated().orElse(Double.NaN);
    Cpu begin = read();
    Driver.Run run = load.get();
    cpu = cpu.plus(begin, read());
    allocated += server.allocated().orElse(Double.NaN) - allocatedBefore;
    latencies.add(run.latencies());
    seconds += run.seconds();
    errors += run.errors();
  }

  private Cpu read() {
    ProcessCpu driver = new ProcessCpu(ProcessHandle.current().pid(), false);
    return new Cpu(micros(server.server()), micros(server.postgres()), micros(Optional.of(driver)));
  }

  private static double micros(Optional<ProcessCpu> process) {
    return process.map(each -> each.time().toNanos() / 1e3).orElse(Double.NaN);
  }

  /** All runs as one measurement. */
  Row row(String label, Workload workload, int connections) {
    long calls = latencies.getTotalCount();
    return Row.of(
        label,
        workload,
        connections,
        latencies,
        errors,
        seconds,
        perCall(cpu.server, calls),
        perCall(cpu.postgres, calls),
        cpu.driver / calls,
        perCall(allocated, calls));
  }

  private static OptionalDouble perCall(double spent, long calls) {
    return Double.isNaN(spent) ? OptionalDouble.empty() : OptionalDouble.of(spent / calls);
  }
}
