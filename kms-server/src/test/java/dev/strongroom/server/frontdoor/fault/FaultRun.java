package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.FrontDoor;
import dev.strongroom.server.frontdoor.TestAccounts;
import dev.strongroom.server.frontdoor.TestDatabase;
import dev.strongroom.server.home.Home;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Load, trouble, recovery, again and again for a time, and then the reckoning. In the build there
 * are few rounds of a few seconds; {@code -Dtest.fault.minutes=10} gives the long form.
 */
final class FaultRun {
  private static final Duration LONG = Duration.ofMinutes(Long.getLong("test.fault.minutes", 0));
  private static final long CALM_MILLIS = isLong() ? 3_000 : 1_000;
  private static final long TROUBLE_MILLIS = isLong() ? 8_000 : 2_000;
  private static final long STEP_MILLIS = 250;

  private final Fault fault;
  private final int rounds;
  private final Home home;
  private final Ledger ledger = new Ledger();
  private final List<Duration> recoveries = new ArrayList<>();

  private FaultRun(Fault fault, int rounds) throws Exception {
    this.fault = fault;
    this.rounds = rounds;
    this.home = new Home(fault.server().home().toRealPath());
  }

  static boolean isLong() {
    return LONG.isPositive();
  }

  /**
   * @param rounds at least so many
   */
  static FaultResult of(Fault fault, int rounds) throws Exception {
    return new FaultRun(fault, rounds).run();
  }

  private FaultResult run() throws Exception {
    Clients clients = new Clients(account(), ledger);
    Probe probe = new Probe(new Clients(account(), ledger).impatient());
    probe.recoveryFrom(System.nanoTime());
    try (Load load = Load.start(clients, fault.tolerated())) {
      long begun = System.nanoTime();
      Thread.sleep(CALM_MILLIS);
      while (recoveries.size() < rounds || System.nanoTime() - begun < LONG.toNanos()) {
        round(probe);
      }
    }
    return Reckoning.of(fault, home, clients, recoveries);
  }

  private FrontDoor.TestAccount account() {
    return TestAccounts.create(home, fault.server().endpoint(), TestDatabase.superuser(home));
  }

  private void round(Probe probe) throws Exception {
    ledger.calmSince = 0;
    long struck = System.nanoTime();
    fault.strike();
    if (!fault.isOverAtOnce()) {
      goOn(struck);
    }
    long lifted = fault.isOverAtOnce() ? struck : System.nanoTime();
    fault.lift();
    recoveries.add(probe.recoveryFrom(lifted));
    ledger.calmSince = System.nanoTime();
    Thread.sleep(CALM_MILLIS);
  }

  private void goOn(long struck) throws Exception {
    while (System.nanoTime() - struck < TROUBLE_MILLIS * 1_000_000) {
      fault.goOn();
      Thread.sleep(STEP_MILLIS);
    }
  }
}
