package dev.strongroom.domain.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenPresenceTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final AtomicLong clock = new AtomicLong(-5);
  private final TokenPresence presence = new TokenPresence(LIMIT, clock::get);

  @Test
  void openedKeysServeUntilTheLimitAndNoLonger() {
    clock.addAndGet(LIMIT.toNanos());
    assertThatCode(presence::require).doesNotThrowAnyException();
    assertThat(presence.silence()).isEqualTo(LIMIT);
    clock.addAndGet(1);
    assertThat(catchThrowableOfType(KmsException.class, presence::require).code())
        .isEqualTo(ErrorCode.KEY_UNAVAILABLE);
  }

  @Test
  void theyServeAgainAfterTheNextAnswer() {
    clock.addAndGet(2 * LIMIT.toNanos());
    presence.answered();
    assertThatCode(presence::require).doesNotThrowAnyException();
    clock.addAndGet(LIMIT.toNanos());
    assertThatCode(presence::require).doesNotThrowAnyException();
  }

  @Test
  void theWatchAsksASilentTokenUntilItAnswers() throws Exception {
    AtomicBoolean there = new AtomicBoolean(false);
    CountDownLatch failed = new CountDownLatch(2);
    CountDownLatch answered = new CountDownLatch(2);
    TokenPresence real = new TokenPresence(LIMIT);
    Runnable probe =
        () -> {
          if (!there.get()) {
            failed.countDown();
            throw new IllegalStateException("no token");
          }
          // Twice, so that the first answer has been taken notice of; it asks as long as none is.
          answered.countDown();
        };
    try (TokenWatch watch = new TokenWatch(real, Duration.ofMillis(40), probe)) {
      assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(watch.answers()).isFalse();
      there.set(true);
      assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
