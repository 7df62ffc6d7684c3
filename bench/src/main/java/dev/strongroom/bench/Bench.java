package dev.strongroom.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./strongroom bench}. */
@Command(
    name = "./strongroom bench",
    description = "Measures a server under load; bench/README.md has the method.",
    sortOptions = false)
public final class Bench implements Callable<Integer> {
  private static final String ALL_KEYS = "all keys";
  private static final String SOME_KEYS = "some keys";
  private static final String MORE_KEYS = "more keys";
  private static final String CONNECT = "connect";
  private static final String TLS = "TLS";
  private static final String HANDSHAKE = "handshake";
  private static final int QUIET_LOAD_PERCENT = 50;
  // The throttle is passed on each call, but must not be what is measured.
  private static final List<String> WIDE_THROTTLE =
      List.of(
          "--strongroom.throttle.rates.SymmetricCryptography=1000000",
          "--strongroom.throttle.rates.CreateKey=1000000");

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "Measure this server, with the credentials of the environment, instead of one of the bench's own. Its keys are made in that account and stay there.")
  @Nullable URI endpoint;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "Accounts of the bench's own server (${DEFAULT-VALUE}).")
  int accounts = 10;

  @Option(
      names = "--keys",
      paramLabel = "N",
      description = "Keys over all accounts (${DEFAULT-VALUE}).")
  int keys = 1_000;

  @Option(
      names = "--connections",
      paramLabel = "N",
      split = ",",
      description = "Connections, in turn (1,16,64).")
  int[] connections = {1, 16, 64};

  @Option(
      names = "--operations",
      paramLabel = "NAME",
      split = ",",
      description = "What to measure (Encrypt,Decrypt,GenerateDataKey,ReEncrypt).")
  String[] operations =
      Arrays.stream(Workload.values()).map(Workload::operation).toArray(String[]::new);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of each measurement (${DEFAULT-VALUE}).")
  int seconds = 10;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Seconds of load before the first measurement (${DEFAULT-VALUE}).")
  int warmUp = 40;

  @Option(
      names = "--small-cache",
      paramLabel = "SIZE",
      description = "Room for keys in the second run, 0 for none (${DEFAULT-VALUE}).")
  String smallCache = "512KB";

  @Option(
      names = "--more-keys",
      paramLabel = "N",
      description =
          "Keys besides, in the database of the bench's own server, for one more run (${DEFAULT-VALUE}).")
  int moreKeys;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "Print ratios to an earlier result.")
  @Nullable Path compare;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the result goes (bench/results/TIME.json).")
  @Nullable Path out;

  @Option(
      names = "--profile",
      paramLabel = "DIRECTORY",
      description = "Leave a JFR recording of each run there; it costs some speed.")
  @Nullable Path profile;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this.")
  boolean help;

  @Spec @Nullable CommandSpec spec;

  private final Map<String, Object> start = new LinkedHashMap<>();
  private final Map<String, Object> versions = versions();

  /** Runs a command line. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setParameterExceptionHandler(Usage::tellMistake)
        .setExecutionExceptionHandler(Usage::tellFailure);
  }

  @Override
  public Integer call() throws Exception {
    Usage usage = new Usage(Objects.requireNonNull(spec).commandLine());
    usage.check(this);
    Optional<Report> earlier = usage.earlier(compare);
    Optional<Account> tenant = endpoint == null ? Optional.empty() : Optional.of(account(usage));
    Map<String, Object> machine = Machine.describe();
    List<Workload> workloads = Arrays.stream(operations).map(Workload::of).toList();
    Measurement measurement = new Measurement(workloads, connections, seconds, warmUp, profile);
    if (Machine.load() * 100 > QUIET_LOAD_PERCENT) {
      say("The machine is busy (load %.1f): the figures will not be its best.", Machine.load());
    }
    if (endpoint == null) {
      measureOwnServer(measurement);
    } else {
      MeasuredServer server =
          new MeasuredServer(
              Target.of(endpoint, authority()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      Usage.requireAnswer(server.target());
      Fixture fixture = fixture(server.target(), tenant.stream().toList());
      measurement.run(server, fixture, ALL_KEYS);
    }
    List<Row> rows = measurement.rows();
    Report report = new Report(machine, versions, settings(), start, rows);
    System.out.print(Table.of(rows));
    start.forEach((name, value) -> System.out.printf("%-34s %s%n", name, value));
    earlier.ifPresent(before -> System.out.printf("%n%s", Table.compare(rows, before.rows())));
    write(report);
    return rows.stream().anyMatch(row -> row.errors() > 0) ? 1 : 0;
  }

  private void measureOwnServer(Measurement measurement)
      throws IOException, InterruptedException, SQLException {
    Path launcher = Path.of(System.getProperty("strongroom.launcher"));
    try (OwnServer server = OwnServer.prepare(launcher)) {
      say("Starting a server in %s ...", server.home());
      start.put("first start, s", rounded(server.start(WIDE_THROTTLE)));
      List<Account> tenants = new ArrayList<>();
      for (int i = 0; i < accounts; i++) {
        tenants.add(server.createAccount("bench-" + i));
      }
      Fixture fixture = fixture(server.target(), tenants);
      server.stop();
      start.put("later start, s", rounded(server.start(WIDE_THROTTLE)));
      MeasuredServer measured = server.measured();
      start.put("JVM after the start, MB", megabytes(measured.server()));
      measurement.run(measured, fixture, ALL_KEYS);
      measurement.runConnecting(measured, fixture, CONNECT);
      versions.put("postgres", Ballast.version(server.home()));
      if (moreKeys > 0) {
        say("Adding %d keys to the database ...", moreKeys);
        start.put("keys in the database", Ballast.add(server.home(), moreKeys));
        measurement.runFirst(measured, fixture, MORE_KEYS);
      }
      start.put("JVM under load, MB", megabytes(measured.server()));
      start.put("PostgreSQL under load, MB", megabytes(measured.postgres()));
      server.stop();
      server.startWithTls(WIDE_THROTTLE);
      measurement.runFirst(server.measured(), fixture, TLS);
      measurement.runConnecting(server.measured(), fixture, HANDSHAKE);
      server.stop();
      if (!smallCache.equals("0")) {
        List<String> small = new ArrayList<>(WIDE_THROTTLE);
        small.add("--strongroom.key-ring.maximum-size=" + smallCache);
        server.start(small);
        measurement.run(server.measured(), fixture, SOME_KEYS);
        server.stop();
      }
    }
  }

  private Fixture fixture(Target where, List<Account> tenants) {
    say("Making %d keys ...", keys);
    return Fixture.make(new Presigner(where, "us-east-1"), tenants, keys);
  }

  private static Optional<Path> authority() {
    return Optional.ofNullable(System.getenv("AWS_CA_BUNDLE")).map(Path::of);
  }

  private static Account account(Usage usage) {
    Map<String, String> environment = System.getenv();
    String id = environment.get("AWS_ACCESS_KEY_ID");
    String secret = environment.get("AWS_SECRET_ACCESS_KEY");
    if (id == null || secret == null) {
      throw usage.wrong(
          "--endpoint needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which are not set.");
    }
    return new Account(id, secret);
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("endpoint", endpoint == null ? "own" : endpoint.toString());
    settings.put("accounts", endpoint == null ? accounts : 1);
    settings.put("keys", keys);
    settings.put("seconds", seconds);
    settings.put("warmUp", warmUp);
    settings.put("smallCache", smallCache);
    settings.put("moreKeys", moreKeys);
    return settings;
  }

  private static Map<String, Object> versions() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put("strongroom", System.getProperty("strongroom.version", "unknown"));
    versions.put("commit", System.getProperty("strongroom.commit", "unknown"));
    versions.put("jdk", Runtime.version().toString());
    return versions;
  }

  private void write(Report report) throws IOException {
    Path file = out;
    if (file == null) {
      String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
      file = Path.of(System.getProperty("strongroom.bench.results", "."), time + ".json");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(file, report);
    System.out.println("\nWritten to " + file);
  }

  private static double megabytes(Optional<ProcessCpu> process) {
    return rounded(process.map(ProcessCpu::residentKilobytes).orElse(0L) / 1024.0);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  static void say(String format, Object... values) {
    System.err.printf(format + "%n", values);
  }
}
