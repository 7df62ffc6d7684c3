package dev.strongroom.bench;

import dev.strongroom.domain.algorithm.KeySpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private static final int QUIET_LOAD_PERCENT = 50;

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
      description = "What to measure, each with all of its algorithms (all that it knows).")
  String[] operations = Workload.operations().toArray(String[]::new);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of each measurement (${DEFAULT-VALUE}).")
  int seconds = 10;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Seconds of load before the first measurement (${DEFAULT-VALUE}).")
  int warmUp = 60;

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
    Measurement measurement =
        new Measurement(workloads().toList(), connections, seconds, warmUp, profile);
    if (Machine.load() * 100 > QUIET_LOAD_PERCENT) {
      say("The machine is busy (load %.1f): the figures will not be its best.", Machine.load());
    }
    if (endpoint == null) {
      new OwnServerRun(this, measurement, start, versions).run();
    } else {
      MeasuredServer server =
          new MeasuredServer(
              Target.of(endpoint, authority()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      Usage.requireAnswer(server.target());
      measurement.run(server, fixture(server.target(), tenant.stream().toList()));
    }
    List<Row> rows = measurement.rows();
    List<Sum> sums = Sum.of(rows);
    System.out.print(Table.of(rows));
    System.out.printf("%n%s", Table.sums(sums));
    start.forEach((name, value) -> System.out.printf("%-34s %s%n", name, value));
    earlier.ifPresent(before -> System.out.printf("%n%s", Table.compare(rows, before.rows())));
    write(new Report(machine, versions, settings(), start, rows, sums));
    return rows.stream().anyMatch(row -> row.errors() > 0) ? 1 : 0;
  }

  /** What to measure. */
  Stream<Workload> workloads() {
    return Arrays.stream(operations).flatMap(Workload::named);
  }

  /** Makes the keys that the chosen operations need. */
  Fixture fixture(Target where, List<Account> tenants) {
    say("Making %d keys ...", keys);
    Set<KeySpec> specs =
        workloads()
            .map(Workload::spec)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(KeySpec.class)));
    return Fixture.make(new Presigner(where, "us-east-1"), tenants, specs, keys);
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

  static void say(String format, Object... values) {
    System.err.printf(format + "%n", values);
  }
}
