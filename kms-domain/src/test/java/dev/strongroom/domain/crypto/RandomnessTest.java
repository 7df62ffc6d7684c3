package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RandomnessTest {
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private int asked;
  private boolean gone;

  /** With one generator, and the HSM asked on the caller's thread. */
  private final Randomness randomness = new Randomness(this::hsm, () -> now, Runnable::run, 1);

  private byte[] hsm(int count) {
    asked++;
    if (gone) {
      throw new UnsupportedOperationException("the token is gone");
    }
    return Fixtures.fromTheSystem(count);
  }

  @Test
  void reseedsFromTheHsmEveryMinute() {
    int first = asked;
    randomness.bytes(1);
    now = now.plusSeconds(59);
    randomness.bytes(1);
    assertThat(asked).isEqualTo(first);
    now = now.plusSeconds(1);
    randomness.bytes(1);
    randomness.bytes(1);
    assertThat(asked).isEqualTo(first + 1);
  }

  @Test
  void reseedsAfterManyRequestsAndWhenTheClockGoesBack() {
    int first = asked;
    for (int i = 0; i < 1 << 16; i++) {
      randomness.bytes(1);
    }
    assertThat(asked).isEqualTo(first);
    randomness.bytes(1);
    assertThat(asked).isEqualTo(first + 1);
    now = now.minusSeconds(1);
    randomness.bytes(1);
    assertThat(asked).isEqualTo(first + 2);
  }

  @Test
  void goesOnForTenMinutesWithoutTheHsmThenRefusesAndRecovers() {
    gone = true;
    // The piece in stock serves the first reseed, which asks for the next in vain.
    now = now.plus(Duration.ofMinutes(1));
    randomness.bytes(1);
    Instant outage = now;
    assertThat(randomness.hsmSilence()).contains(Duration.ZERO);
    for (int minute = 1; minute <= 10; minute++) {
      now = outage.plus(Duration.ofMinutes(minute));
      assertThat(randomness.bytes(32)).hasSize(32);
    }
    now = outage.plus(Duration.ofMinutes(11));
    assertThatIllegalStateException()
        .isThrownBy(() -> randomness.bytes(1))
        .withCauseInstanceOf(UnsupportedOperationException.class);
    int askedSoFar = asked;
    assertThatIllegalStateException().isThrownBy(() -> randomness.bytes(1));
    assertThat(asked).as("not asked again within a second").isEqualTo(askedSoFar);

    gone = false;
    now = now.plusSeconds(1);
    assertThatIllegalStateException().isThrownBy(() -> randomness.bytes(1));
    assertThat(randomness.bytes(1)).hasSize(1);
    assertThat(randomness.hsmSilence()).isEmpty();
  }

  @Test
  void anHsmThatHangsCountsAsGone() {
    // The question is asked, and never answered.
    Randomness hanging = new Randomness(this::hsm, () -> now, neverRun -> {}, 1);
    now = now.plus(Duration.ofMinutes(1));
    hanging.bytes(1);
    Instant outage = now;
    now = outage.plus(Duration.ofMinutes(10));
    hanging.bytes(1);
    now = outage.plus(Duration.ofMinutes(11));
    assertThatIllegalStateException().isThrownBy(() -> hanging.bytes(1));
  }

  @Test
  void doesNotStartWithoutTheHsmOrWithOneThatGivesTooLittle() {
    gone = true;
    assertThat(catchStart(this::hsm)).isInstanceOf(UnsupportedOperationException.class);
    assertThat(catchStart(count -> new byte[count - 1])).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void doesNotRestOnTheHsmAlone() {
    Randomness one = new Randomness(byte[]::new, () -> now, Runnable::run, 1);
    Randomness other = new Randomness(byte[]::new, () -> now, Runnable::run, 1);
    assertThat(one.bytes(32)).isNotEqualTo(other.bytes(32));
  }

  @Test
  void leavesTheJvmsConfigurationAsItWas() {
    assertThat(Security.getProperty("securerandom.drbg.config")).isEmpty();
  }

  @Test
  void limitsOneRequest() {
    assertThat(randomness.bytes(0)).isEmpty();
    assertThat(randomness.bytes(1 << 16)).hasSize(1 << 16);
    assertThatIllegalArgumentException().isThrownBy(() -> randomness.bytes((1 << 16) + 1));
    assertThatIllegalArgumentException().isThrownBy(() -> randomness.bytes(-1));
  }

  @Test
  void makesVersion4Uuids() {
    Set<UUID> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      UUID uuid = randomness.uuid();
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(seen.add(uuid)).isTrue();
    }
  }

  @Test
  void fillsSegments() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(64);
      randomness.fill(segment);
      assertThat(segment.toArray(ValueLayout.JAVA_BYTE)).isNotEqualTo(new byte[64]);
    }
  }

  @Test
  void manyThreadsNeverGetTheSameBytes() throws Exception {
    Randomness shared = new Randomness(Fixtures::fromTheSystem);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        threads.submit(
            () -> {
              for (int n = 0; n < 100; n++) {
                seen.add(HexFormat.of().formatHex(shared.bytes(16)));
              }
            });
      }
    }
    assertThat(seen).hasSize(20_000);
  }

  private Throwable catchStart(EntropySource source) {
    return org.assertj.core.api.Assertions.catchThrowable(
        () -> new Randomness(source, () -> now, Runnable::run, 1));
  }
}
