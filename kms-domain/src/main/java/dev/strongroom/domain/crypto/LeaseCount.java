package dev.strongroom.domain.crypto;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the running uses of a secret, and ends it after the last one: closing forbids new uses and
 * leaves the running ones in peace.
 */
final class LeaseCount {
  /** Bit 0 of the state: closed. The other bits count the open leases, in steps of two. */
  private static final int CLOSED = 1;

  private static final int ONE_LEASE = 2;

  private final AtomicInteger state = new AtomicInteger();
  private final Runnable whenOver;

  /**
   * Nothing open yet.
   *
   * @param whenOver runs once: when all is closed and the last lease has ended, on whichever thread
   *     that was
   */
  LeaseCount(Runnable whenOver) {
    this.whenOver = whenOver;
  }

  /** Whether {@link #close} was called. Leases that began before may still run. */
  boolean isClosed() {
    return (state.get() & CLOSED) != 0;
  }

  /** Begins a lease, unless it is closed. Every one that began must {@link #end}, once. */
  boolean tryBegin() {
    int seen = state.get();
    while ((seen & CLOSED) == 0) {
      int witness = state.compareAndExchange(seen, seen + ONE_LEASE);
      if (witness == seen) {
        return true;
      }
      seen = witness;
    }
    return false;
  }

  void end() {
    if (state.addAndGet(-ONE_LEASE) == CLOSED) {
      whenOver.run();
    }
  }

  /** Forbids new leases. Idempotent. */
  void close() {
    if (state.getAndUpdate(seen -> seen | CLOSED) == 0) {
      whenOver.run();
    }
  }
}
