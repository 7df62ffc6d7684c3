package dev.strongroom.server.doctor;

import dev.strongroom.server.Ports;
import dev.strongroom.server.StartRules;
import dev.strongroom.server.configuration.SettingsCatalogue;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.configuration.UnknownSettings;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.RunningServer;
import dev.strongroom.server.postgres.DatabaseExamination;
import dev.strongroom.server.postgres.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Looks at everything that a start needs, with the start's own eyes, and changes nothing. A server
 * that runs in the same home is not disturbed.
 */
public final class Doctor {
  private static final Duration TOLERABLE = Duration.ofSeconds(2);

  private final Home home;
  private final Supplier<ConfigurableEnvironment> source;
  private final List<Finding> findings = new ArrayList<>();

  private Doctor(Home home, Supplier<ConfigurableEnvironment> source) {
    this.home = home;
    this.source = source;
  }

  /**
   * The findings about a server of this home.
   *
   * @param source gives its settings, or fails when they cannot be read
   */
  public static List<Finding> examine(Home home, Supplier<ConfigurableEnvironment> source) {
    return new Doctor(home, source).examine();
  }

  private List<Finding> examine() {
    findings.add(Machine.java());
    findings.addAll(Machine.home(home));
    Optional<StrongroomSettings> settings = settings();
    if (settings.isPresent()) {
      boolean running = isRunning();
      findings.add(server(running));
      findings.add(ports(settings.get(), running));
      findings.add(TlsLook.take(home, settings.get(), Clock.systemUTC()));
      Optional<DatabaseExamination.Report> database = database(settings.get());
      findings.addAll(
          TokenLooks.take(home, settings.get(), database.map(DatabaseExamination.Report::access)));
      database.ifPresent(report -> findings.add(databaseClock(report.ahead())));
    }
    findings.add(Machine.clock());
    return findings;
  }

  private Optional<StrongroomSettings> settings() {
    List<StrongroomSettings> bound = new ArrayList<>();
    findings.add(
        Finding.of(
            "settings",
            home,
            () -> {
              ConfigurableEnvironment environment = source.get();
              UnknownSettings.refuse(environment, SettingsCatalogue.read());
              StrongroomSettings settings = StrongroomSettings.of(environment);
              StartRules.check(settings);
              bound.add(settings);
              return Finding.ok("settings", "Every setting is known and has a possible value.");
            }));
    return bound.stream().findFirst();
  }

  private boolean isRunning() {
    return RunningServer.read(home)
        .flatMap(server -> ProcessHandle.of(server.pid()))
        .filter(ProcessHandle::isAlive)
        .isPresent();
  }

  private Finding server(boolean running) {
    if (running) {
      return Finding.ok(
          "server", "It runs (pid " + RunningServer.read(home).orElseThrow().pid() + ").");
    }
    return Finding.of(
        "server",
        home,
        () ->
            EmbeddedPostgres.processOf(home)
                .map(Doctor::orphan)
                .orElse(Finding.ok("server", "It does not run.")));
  }

  private static Finding orphan(ProcessHandle postgres) {
    return Finding.warning(
        "server",
        "It does not run; the PostgreSQL of one that was killed does (pid " + postgres.pid() + ").",
        "The next ./strongroom up starts it anew; ./strongroom down ends it.");
  }

  private Finding ports(StrongroomSettings settings, boolean running) {
    if (running) {
      return Finding.ok("ports", "The running server has them.");
    }
    return Finding.of(
        "ports",
        home,
        () -> {
          Ports.requireFree(settings);
          return Finding.ok(
              "ports",
              "%d, %d and %d are free."
                  .formatted(
                      settings.api().port(),
                      settings.console().port(),
                      settings.management().port()));
        });
  }

  private Optional<DatabaseExamination.Report> database(StrongroomSettings settings) {
    List<DatabaseExamination.Report> reports = new ArrayList<>();
    findings.add(
        Finding.of(
            "database",
            home,
            () -> {
              DatabaseExamination.of(home, settings.datasource()).ifPresent(reports::add);
              return Finding.ok(
                  "database",
                  reports.isEmpty()
                      ? "The embedded PostgreSQL starts and stops with the server."
                      : reports.getFirst().summary() + ".");
            }));
    return reports.stream().findFirst();
  }

  private static Finding databaseClock(Duration ahead) {
    String says = "This machine's clock is " + ahead.toMillis() + " ms ahead of the database's.";
    return ahead.abs().compareTo(TOLERABLE) <= 0
        ? Finding.ok("database clock", says)
        : Finding.warning(
            "database clock", says, "Let both follow the same time servers (NTP, chrony).");
  }
}
