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

  /**
   * Measures a server.
   *
   * @param cache what the rows are labelled with
   */
  void run(MeasuredServer server, Fixture fixture, String cache) throws IOException {
    run(server, fixture, cache, workloads);
  }

  /** The same with the first workload alone. */
  void runFirst(MeasuredServer server, Fixture fixture, String cache) throws IOException {
    run(server, fixture, cache, List.of(workloads.getFirst()));
  }

  private void run(MeasuredServer server, Fixture fixture, String cache, List<Workload> measured)
      throws IOException {
    Presigner presigner = new Presigner(server.target(), "us-east-1");
    Bench.say("Warming up for %d s ...", warmUp);
    int share = Math.max(1, warmUp / measured.size());
    int widest = IntStream.of(connections).max().orElse(1);
    for (Workload workload : measured) {
      drive(server, Connecting.ONCE, fixture.requests(presigner, workload), widest, share);
    }
    try (var _ = Profile.begin(profile, server, cache)) {
      for (int width : connections) {
        for (Workload workload : measured) {
          measure(server, fixture.requests(presigner, workload), workload, width, cache);
        }
      }
    }
  }

  /** Measures the first workload alone, each call with a connection of its own. */
  void runConnecting(MeasuredServer server, Fixture fixture, String label) {
    Presigner presigner = new Presigner(server.target(), "us-east-1");
    Workload workload = workloads.getFirst();
    int widest = IntStream.of(connections).max().orElse(1);
    List<byte[]> requests = fixture.requests(presigner, workload);
    measure(server, Connecting.EACH_CALL, requests, workload, widest, label);
  }

  private void measure(
      MeasuredServer server, List<byte[]> requests, Workload workload, int width, String cache) {
    measure(server, Connecting.ONCE, requests, workload, width, cache);
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
    Row row =
        meter.row(label, workload, width, drive(server, connecting, requests, width, seconds));
    rows.add(row);
    Bench.say(
        "%s, %s, %d connections: %.0f calls/s",
        label, workload.operation(), width, row.perSecond());
  }

  private static Driver.Run drive(
      MeasuredServer server, Connecting connecting, List<byte[]> requests, int width, int seconds) {
    return new Driver(server.target(), connecting, requests)
        .drive(width, Duration.ofSeconds(seconds));
  }
}
