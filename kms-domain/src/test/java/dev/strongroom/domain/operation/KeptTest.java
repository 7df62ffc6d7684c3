package dev.strongroom.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptTest {
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  private final class Thing implements AutoCloseable {
    Thing() {
      made.incrementAndGet();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void theNextAttemptUsesWhatTheLastOneMade() {
    try (Kept kept = new Kept()) {
      Thing first = kept.once(Thing.class, Thing::new);
      assertThat(kept.once(Thing.class, Thing::new)).isSameAs(first);
      assertThat(made).hasValue(1);
      assertThat(closed).hasValue(0);
    }
    assertThat(closed).hasValue(1);
  }

  @Test
  void itIsClosedOnceAndNeedNotBeThere() {
    Kept kept = new Kept();
    kept.close();
    kept.once(Thing.class, Thing::new);
    kept.close();
    kept.close();
    assertThat(closed).hasValue(1);
  }
}
