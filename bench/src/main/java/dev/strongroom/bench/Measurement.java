package dev.strongroom.bench;

import dev.strongroom.bench.Driver.Connecting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Warms a server up, then measures each workload at each number of connections. */
final class Measurement {
  /** The label of the run whose keys all fit into the server's memory. */
  static final String ALL_KEYS = "all keys";

  // Before each measurement.
  private static final int SLICE_SECONDS = 2;
  private static final Duration LEAD = Duration.ofSeconds(1);

  private final List<Workload> workloads;
  private final int[] connections;
  private final int seconds;
  private final int warmUp;
  private final @Nullable Path profile;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param seconds the length of each measurement
   * @param warmUp the seconds of load before the first
   * @param profile where recordings go, if they are wanted
   */
  Measurement(
      List<Workload> workloads,
      int[] connections,
      int seconds,
      int warmUp,
      @Nullable Path profile) {
    this.workloads = workloads;
    this.connections = connections;
    this.seconds = seconds;
    this.warmUp = warmUp;
    this.profile = profile;
  }

  /** All rows so far. */
  List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Measures a server, and beside it what the cryptography costs alone. */
  void run(MeasuredServer server, Fixture fixture) throws IOException {
    warmUp(server, fixture, workloads);
    // While the server idles, and between its warm-up and its rows: on a shared machine figures
    // compare the better the closer they are.
    Bare.measure(workloads).forEach(this::add);
    run(server, fixture, ALL_KEYS, workloads);
  }

  /** Measures the workloads of the many keys once more. */
  void runMany(MeasuredServer server, Fixture fixture, String label) throws IOException {
    List<Workload> many = workloads.stream().filter(Fixture::hasMany).toList();
    warmUp(server, fixture, many);
    run(server, fixture, label, many);
  }

  /** The same with the first workload alone. */
  void runFirst(MeasuredServer server, Fixture fixture, String label) throws IOException {
    List<Workload> first = List.of(workloads.getFirst());
    warmUp(server, fixture, first);
    run(server, fixture, label, first);
  }

  private void warmUp(MeasuredServer server, Fixture fixture, List<Workload> measured) {
    Presigner presigner = new Presigner(server.target(), "us-east-1");
    Bench.say("Warming up for %d s ...", warmUp);
    for (Workload workload : measured) {
      int share = Math.max(1, warmUp / measured.size());
      List<byte[]> requests = fixture.requests(presigner, workload);
      new Driver(server.target(), Connecting.ONCE, requests)
          .drive(widest(), Duration.ofSeconds(share));
    }
  }

  private int widest() {
    return IntStream.of(connections).max().orElse(1);
  }

  private void run(MeasuredServer server, Fixture fixture, String label, List<Workload> measured)
      throws IOException {
    try (var _ = Profile.begin(profile, server, label)) {
      for (int width : connections) {
        measure(server, fixture, measured, width, label);
      }
    }
  }

  /**
   * All workloads there and back, in slices: on the average each comes at the same time, so that
   * nothing that changes with it (what the compiler has done, what else the machine does) comes
   * between those that are compared.
   */
  private void measure(
      MeasuredServer server, Fixture fixture, List<Workload> measured, int width, String label) {
    Map<Workload, Meter> meters = new EnumMap<>(Workload.class);
    measured.forEach(workload -> meters.put(workload, new Meter(server)));
    Presigner presigner = new Presigner(server.target(), "us-east-1");
    int turns = Math.max(1, seconds / (2 * SLICE_SECONDS));
    Duration slice = Duration.ofSeconds(seconds).dividedBy(2L * turns);
    for (int round = 0; round < 2 * turns; round++) {
      for (Workload workload : round % 2 == 0 ? measured : measured.reversed()) {
        List<byte[]> requests = fixture.requests(presigner, workload);
        Meter meter = Objects.requireNonNull(meters.get(workload));
        measure(meter, new Driver(server.target(), Connecting.ONCE, requests), width, slice);
      }
    }
    meters.forEach((workload, meter) -> add(meter.row(label, workload, width)));
  }

  /** Measures the first workload alone, each call with a connection of its own. */
  void runConnecting(MeasuredServer server, Fixture fixture, String label) {
    Workload workload = workloads.getFirst();
    Presigner presigner = new Presigner(server.target(), "us-east-1");
    List<byte[]> requests = fixture.requests(presigner, workload);
    Driver driver = new Driver(server.target(), Connecting.EACH_CALL, requests);
    Meter meter = new Meter(server);
    measure(meter, driver, widest(), Duration.ofSeconds(seconds));
    add(meter.row(label, workload, widest()));
  }

  private static void measure(Meter meter, Driver driver, int width, Duration duration) {
    driver.drive(width, LEAD);
    meter.measure(() -> driver.drive(width, duration));
  }

  private void add(Row row) {
    rows.add(row);
    Bench.say(
        "%s, %s, %d connections: %.0f calls/s",
        row.cache(), row.operation(), row.connections(), row.perSecond());
  }
}
