package dev.strongroom.domain.keystore;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When the token last worked with a root key. What it has opened serves on without it for a while,
 * so that a short outage is none; after that it is refused, because whoever takes the token away
 * must be able to rely on that its keys end with it.
 */
public final class TokenPresence {
  private final long withoutToken;
  private final LongSupplier clock;
  private volatile long lastAnswer;

  /**
   * @param withoutToken how long opened keys serve after the token's last answer
   */
  public TokenPresence(Duration withoutToken) {
    this(withoutToken, System::nanoTime);
  }

  TokenPresence(Duration withoutToken, LongSupplier clock) {
    this.withoutToken = withoutToken.toNanos();
    this.clock = clock;
    this.lastAnswer = clock.getAsLong();
  }

  /** The token has just done what it was asked. */
  void answered() {
    lastAnswer = clock.getAsLong();
  }

  /** For how long the token has not answered, whether or not it was asked. */
  public Duration silence() {
    return Duration.ofNanos(Math.max(0, clock.getAsLong() - lastAnswer));
  }

  /**
   * To be called before each use of an opened key.
   *
   * @throws KmsException KeyUnavailableException when the token has been silent for too long
   */
  void require() {
    if (clock.getAsLong() - lastAnswer > withoutToken) {
      throw new KmsException(
          ErrorCode.KEY_UNAVAILABLE,
          "The request was rejected because the specified KMS key was not available. You can retry"
              + " the request.");
    }
  }
}
