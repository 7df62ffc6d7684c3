package dev.strongroom.domain.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.domain.name.AccountId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final Entity KEY = new Entity("key/111122223333/us-east-1/1");

  private final Freshness freshness = new Freshness();

  @Test
  void aChangeMarksWhatWasTrackedBeforeIt() {
    Dependency before = freshness.track(KEY);
    freshness.changed(KEY);
    assertThat(before.isStale()).isTrue();
    assertThat(freshness.track(KEY).isStale()).isFalse();
  }

  @Test
  void aChangeOfSomethingElseMarksNothing() {
    Dependency dependency = freshness.track(KEY);
    freshness.changed(new Entity("key/111122223333/us-east-1/2"));
    assertThat(dependency.isStale()).isFalse();
  }

  @Test
  void readersOfOneEntityShareItsDependency() {
    assertThat(freshness.track(KEY)).isSameAs(freshness.track(KEY));
  }

  @Test
  void everythingChangedMarksEverything() {
    Dependency one = freshness.track(KEY);
    Dependency other = freshness.track(new Entity("account/111122223333"));
    freshness.everythingChanged();
    assertThat(List.of(one.isStale(), other.isStale())).containsExactly(true, true);
  }

  @Test
  void aReadingThatMustNotBlockSaysSo() {
    Reading reading = new Reading(new AccountId(1), false, List.of());
    assertThatThrownBy(reading::aboutToBlock).isInstanceOf(WouldBlockException.class);
  }
}
