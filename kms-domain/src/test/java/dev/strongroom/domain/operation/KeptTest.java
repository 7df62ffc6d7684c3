package dev.strongroom.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.crypto.KeyPairMaterial;
import dev.strongroom.domain.crypto.SecretBytes;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptTest {
  private final AtomicInteger made = new AtomicInteger();

  private KeyPairMaterial make() {
    made.incrementAndGet();
    return new KeyPairMaterial(SecretBytes.copyOf(new byte[] {1}), new byte[] {2});
  }

  @Test
  void theNextAttemptUsesWhatTheLastOneMade() {
    KeyPairMaterial first;
    try (Kept kept = new Kept()) {
      first = kept.once(this::make);
      assertThat(kept.once(this::make)).isSameAs(first);
      assertThat(made).hasValue(1);
      assertThat(first.privateKey().isClosed()).isFalse();
    }
    assertThat(first.privateKey().isClosed()).isTrue();
  }

  @Test
  void itMayBeClosedTwiceAndNeedNotBeThere() {
    Kept kept = new Kept();
    kept.close();
    KeyPairMaterial pair = kept.once(this::make);
    kept.close();
    kept.close();
    assertThat(pair.privateKey().isClosed()).isTrue();
  }
}
