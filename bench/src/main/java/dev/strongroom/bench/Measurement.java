package dev.strongroom.bench;

import dev.strongroom.bench.Driver.Connecting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Warms a server up, then measures each workload at each number of connections. */
final class Measurement {
  /** The label of the run whose keys all fit into the server's memory. */
  static final String ALL_KEYS = "all keys";

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
    Bare bare = new Bare();
    for (Workload workload : workloads) {
      bare.measure(workload).ifPresent(this::add);
    }
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
      drive(server, Connecting.ONCE, requests, widest(), share);
    }
  }

  private int widest() {
    return IntStream.of(connections).max().orElse(1);
  }

  private void run(MeasuredServer server, Fixture fixture, String label, List<Workload> measured)
      throws IOException {
    Presigner presigner = new Presigner(server.target(), "us-east-1");
    try (var _ = Profile.begin(profile, server, label)) {
      for (int width : connections) {
        for (Workload workload : measured) {
          List<byte[]> requests = fixture.requests(presigner, workload);
          measure(server, Connecting.ONCE, requests, workload, width, label);
        }
      }
    }
  }

  /** Measures the first workload alone, each call with a connection of its own. */
  void runConnecting(MeasuredServer server, Fixture fixture, String label) {
    Presigner presigner = new Presigner(server.target(), "us-east-1");
    Workload workload = workloads.getFirst();
    List<byte[]> requests = fixture.requests(presigner, workload);
    measure(server, Connecting.EACH_CALL, requests, workload, widest(), label);
  }

  private void measure(
      MeasuredServer server,
      Connecting connecting,
      List<byte[]> requests,
      Workload workload,
      int width,
      String label) {
    drive(server, connecting, requests, width, 1);
    Meter meter = Meter.begin(server);
    add(meter.row(label, workload, width, drive(server, connecting, requests, width, seconds)));
  }

  private void add(Row row) {
    rows.add(row);
    Bench.say(
        "%s, %s, %d connections: %.0f calls/s",
        row.cache(), row.operation(), row.connections(), row.perSecond());
  }

  private static Driver.Run drive(
      MeasuredServer server, Connecting connecting, List<byte[]> requests, int width, int seconds) {
    return new Driver(server.target(), connecting, requests)
        .drive(width, Duration.ofSeconds(seconds));
  }
}
