package dev.strongroom.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures a server of the bench's own: it is started once for its keys, once to be measured, then
 * with TLS and with a small cache.
 *
 * @param options what the user wants
 * @param start takes seconds and memory of the server
 * @param versions takes that of PostgreSQL
 */
record OwnServerRun(
    Bench options,
    Measurement measurement,
    Map<String, Object> start,
    Map<String, Object> versions) {
  private static final String SOME_KEYS = "some keys";
  private static final String MORE_KEYS = "more keys";
  private static final String CONNECT = "connect";
  private static final String TLS = "TLS";
  private static final String HANDSHAKE = "handshake";
  // The throttle is passed on each call, but must not be what is measured.
  private static final List<String> WIDE_THROTTLE =
      Stream.of(
              "SymmetricCryptography",
              "RsaCryptography",
              "EccCryptography",
              "MlDsaCryptography",
              "DataKeyPairsECCNISTP256",
              "CreateKey")
          .map(quota -> "--strongroom.throttle.rates." + quota + "=1000000")
          .toList();

  void run() throws IOException, InterruptedException, SQLException {
    Path launcher = Path.of(System.getProperty("strongroom.launcher"));
    try (OwnServer server = OwnServer.prepare(launcher)) {
      Bench.say("Starting a server in %s ...", server.home());
      start.put("first start, s", rounded(server.start(WIDE_THROTTLE)));
      Fixture fixture = options.fixture(server.target(), tenants(server));
      server.stop();
      start.put("later start, s", rounded(server.start(WIDE_THROTTLE)));
      runPlain(server, fixture);
      server.stop();
      runTls(server, fixture);
      server.stop();
      if (!options.smallCache.equals("0") && options.workloads().anyMatch(Fixture::hasMany)) {
        List<String> small = new ArrayList<>(WIDE_THROTTLE);
        small.add("--strongroom.key-ring.maximum-size=" + options.smallCache);
        server.start(small);
        measurement.runMany(server.measured(), fixture, SOME_KEYS);
        server.stop();
      }
    }
  }

  private List<Account> tenants(OwnServer server) throws IOException, InterruptedException {
    List<Account> tenants = new ArrayList<>();
    for (int i = 0; i < options.accounts; i++) {
      tenants.add(server.createAccount("bench-" + i));
    }
    return tenants;
  }

  private void runPlain(OwnServer server, Fixture fixture) throws IOException, SQLException {
    MeasuredServer measured = server.measured();
    start.put("JVM after the start, MB", megabytes(measured.server()));
    measurement.run(measured, fixture);
    measurement.runConnecting(measured, fixture, CONNECT);
    versions.put("postgres", Ballast.version(server.home()));
    if (options.moreKeys > 0) {
      Bench.say("Adding %d keys to the database ...", options.moreKeys);
      start.put("keys in the database", Ballast.add(server.home(), options.moreKeys));
      measurement.runFirst(measured, fixture, MORE_KEYS);
    }
    start.put("JVM under load, MB", megabytes(measured.server()));
    start.put("PostgreSQL under load, MB", megabytes(measured.postgres()));
  }

  private void runTls(OwnServer server, Fixture fixture) throws IOException, InterruptedException {
    server.startWithTls(WIDE_THROTTLE);
    measurement.runFirst(server.measured(), fixture, TLS);
    measurement.runConnecting(server.measured(), fixture, HANDSHAKE);
  }

  private static double megabytes(Optional<ProcessCpu> process) {
    return rounded(process.map(ProcessCpu::residentKilobytes).orElse(0L) / 1024.0);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
