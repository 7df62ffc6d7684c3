package dev.strongroom.server.frontdoor.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.postgres.OnEveryPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nothing that was acknowledged is lost, nothing wrong is answered, nothing is answered without its
 * event, and the server recovers by itself, whatever happens beneath it. Under load, by clients
 * with the SDK's own retries. The long form is in CONTRIBUTING.md, its results in docs/faults.md.
 */
@Tag("slow")
@OnEveryPostgres
class FaultTest {
  @Test
  void aKilledServerLosesNothing() throws Exception {
    survives(KilledServer.start(), 1);
  }

  @Test
  void aKilledDatabaseIsStartedAgain() throws Exception {
    survives(KilledDatabase.start(), 2);
  }

  @Test
  void aFullDiskReleasesNothingAndIsGotOver() throws Exception {
    survives(FullDisk.start(), 2);
  }

  @Test
  void lostHsmSessionsComeBack() throws Exception {
    survives(LostSessions.start(), 1);
  }

  @Test
  void aTokenThatWasAwayIsUsedAgain() throws Exception {
    survives(MissingToken.start(), 2);
  }

  @Test
  void aSteppedClockStopsNothing() throws Exception {
    survives(SteppedClock.start(), 2);
  }

  private static void survives(Fault fault, int rounds) throws Exception {
    try (fault) {
      FaultResult result = FaultRun.of(fault, rounds);
      result.write();
      System.out.print(result.row());
      assertThat(result.lost()).as("lost").isEmpty();
      assertThat(result.wrong()).as("wrong").isEmpty();
      assertThat(result.withoutEvent()).as("answered without an event").isEmpty();
      assertThat(result.acknowledged()).isPositive();
      if (fault.isFelt()) {
        assertThat(result.failedAttempts() + result.refused().size()).isPositive();
      }
    }
  }
}
