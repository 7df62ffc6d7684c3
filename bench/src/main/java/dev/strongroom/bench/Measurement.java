package dev.strongroom.bench;

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
    Presigner presigner = new Presigner(server.endpoint(), "us-east-1");
    Bench.say("Warming up for %d s ...", warmUp);
    int share = Math.max(1, warmUp / workloads.size());
    int widest = IntStream.of(connections).max().orElse(1);
    for (Workload workload : workloads) {
      drive(server, fixture.requests(presigner, workload), widest, share);
    }
    try (var _ = Profile.begin(profile, server, cache)) {
      for (int width : connections) {
        for (Workload workload : workloads) {
          Row row = measure(server, fixture.requests(presigner, workload), workload, width, cache);
          rows.add(row);
          Bench.say(
              "%s, %s, %d connections: %.0f calls/s",
              cache, workload.operation(), width, row.perSecond());
        }
      }
    }
  }

  private Row measure(
      MeasuredServer server, List<byte[]> requests, Workload workload, int width, String cache) {
    drive(server, requests, width, 1);
    Meter meter = Meter.begin(server);
    return meter.row(cache, workload, width, drive(server, requests, width, seconds));
  }

  private static Driver.Run drive(
      MeasuredServer server, List<byte[]> requests, int width, int seconds) {
    return new Driver(server.endpoint(), requests).drive(width, Duration.ofSeconds(seconds));
  }
}
