package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RandomnessTest {
  private Instant now = Instant.EPOCH;
  private boolean away;
  private final AtomicInteger asked = new AtomicInteger();

  private Randomness randomness() {
    return new Randomness(this::hsm, () -> now, Runnable::run, 2);
  }

  private byte[] hsm(int count) {
    asked.incrementAndGet();
    if (away) {
      throw new IllegalStateException("the HSM is away");
    }
    return new byte[count];
  }

  @Test
  void noTwoOutputsAreAlikeAcrossThreads() throws InterruptedException {
    Randomness randomness = TestRandomness.SHARED;
    Set<String> seen = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                for (int n = 0; n < 2_000; n++) {
                  seen.add(randomness.uuid().toString());
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(seen).hasSize(16_000);
  }

  @Test
  void theHsmIsAskedAgainEveryMinute() {
    Randomness randomness = randomness();
    randomness.bytes(8);
    int before = asked.get();
    now = now.plus(Duration.ofMinutes(2));
    randomness.bytes(8);
    assertThat(asked.get()).isGreaterThan(before);
  }

  @Test
  void anHsmThatIsAwayIsBorneForTenMinutes() {
    Randomness randomness = randomness();
    away = true;
    for (int minute = 0; minute < 8; minute++) {
      now = now.plus(Duration.ofMinutes(1));
      assertThatCode(() -> randomness.bytes(8)).doesNotThrowAnyException();
    }
    for (int minute = 0; minute < 30; minute++) {
      now = now.plus(Duration.ofMinutes(1));
      try {
        randomness.bytes(8);
      } catch (IllegalStateException refused) {
        break;
      }
    }
    assertThatThrownBy(() -> randomness.bytes(8)).isInstanceOf(IllegalStateException.class);
    away = false;
    now = now.plus(Duration.ofMinutes(1));
    Set<Object> outcome = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      try {
        outcome.add(randomness.bytes(8).length);
      } catch (IllegalStateException notYet) {
        now = now.plus(Duration.ofSeconds(2));
      }
    }
    assertThat(outcome).contains(8);
  }

  @Test
  void anHsmThatIsAwayAtTheStartIsRefused() {
    away = true;
    assertThatThrownBy(this::randomness).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aUuidIsOfVersion4() {
    assertThat(TestRandomness.SHARED.uuid().version()).isEqualTo(4);
    assertThat(TestRandomness.SHARED.uuid().variant()).isEqualTo(2);
  }
}
