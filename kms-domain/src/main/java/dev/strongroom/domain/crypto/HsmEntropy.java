package dev.strongroom.domain.crypto;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Random bytes of the HSM, fetched ahead in pieces of 48, each used once. Ahead, because a caller
 * in need of them may be an event loop, which must not wait for an HSM that is slow or gone.
 *
 * <p>While the HSM does not answer, reseeding goes on with the operating system's entropy alone,
 * which by itself is enough for SP 800-90A; but the promise is that keys also hold entropy of the
 * HSM, so after {@link #LONGEST_OUTAGE} without an answer there are no random bytes any more. An
 * HSM that hangs is one that does not answer: the outage begins when it was asked.
 */
final class HsmEntropy {
  static final Duration LONGEST_OUTAGE = Duration.ofMinutes(10);
  static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  static final int PIECE = 48;

  private final EntropySource hsm;
  private final InstantSource clock;
  private final Executor background;
  private final BlockingQueue<byte[]> pieces;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile @Nullable Instant unansweredSince;
  private volatile @Nullable Instant lastFailure;
  private volatile @Nullable RuntimeException failure;

  /** Fetches the first pieces at once, and fails when the HSM does not give them. */
  HsmEntropy(EntropySource hsm, InstantSource clock, Executor background, int stock) {
    this.hsm = hsm;
    this.clock = clock;
    this.background = background;
    this.pieces = new ArrayBlockingQueue<>(stock);
    fetch();
  }

  /**
   * A piece, or null when there is none at the moment. Never blocks.
   *
   * @throws IllegalStateException when the HSM has not answered for too long
   */
  byte @Nullable [] take() {
    byte[] piece = pieces.poll();
    if (piece == null) {
      Instant since = unansweredSince;
      if (since != null && clock.instant().isAfter(since.plus(LONGEST_OUTAGE))) {
        fetchAhead();
        throw new IllegalStateException(
            "no random bytes: the HSM has given none since " + since, failure);
      }
    }
    fetchAhead();
    return piece;
  }

  /** How long the HSM has not answered; empty when it answered the last time it was asked. */
  Optional<Duration> silence() {
    return Optional.ofNullable(unansweredSince)
        .map(since -> Duration.between(since, clock.instant()));
  }

  private void fetchAhead() {
    if (mayAsk() && asking.compareAndSet(false, true)) {
      if (unansweredSince == null) {
        unansweredSince = clock.instant();
      }
      background.execute(this::fetchInBackground);
    }
  }

  /** A gone HSM is asked again once a second, not on each call. */
  private boolean mayAsk() {
    Instant last = lastFailure;
    return last == null || !clock.instant().isBefore(last.plus(PAUSE_AFTER_FAILURE));
  }

  private void fetchInBackground() {
    try {
      fetch();
      unansweredSince = null;
      lastFailure = null;
      failure = null;
    } catch (RuntimeException e) {
      // Not lost: it is the cause of what take() throws once the outage is too long.
      failure = e;
      lastFailure = clock.instant();
    } finally {
      asking.set(false);
    }
  }

  private void fetch() {
    while (pieces.remainingCapacity() > 0) {
      pieces.add(ask());
    }
  }

  /** A piece straight from the HSM. May block; throws what the HSM's source throws. */
  byte[] ask() {
    byte[] piece = hsm.bytes(PIECE);
    if (piece.length != PIECE) {
      throw new IllegalStateException("the HSM gave another number of random bytes than asked");
    }
    return piece;
  }
}
