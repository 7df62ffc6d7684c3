package dev.strongroom.api.edge;

import java.time.Duration;

/** When a connection has been in its state for too long. Written by its loop, read by the sweep. */
final class Deadline {
  // Long enough for a client to read the answer that explains the end.
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final long idle;
  private final long request;
  private volatile boolean set;
  private volatile long nanoTime;

  Deadline(EdgeSettings settings) {
    idle = settings.idleTime().toNanos();
    request = settings.requestTime().toNanos();
  }

  /** Starts the time of a state. */
  void enter(ConnectionState state) {
    switch (state) {
      case IDLE -> in(idle);
      case READING, ANSWERING -> in(request);
      case LINGERING -> in(LINGER.toNanos());
      case CALLING, CLOSED -> set = false;
    }
  }

  boolean isPast(long now) {
    return set && now - nanoTime >= 0;
  }

  private void in(long nanos) {
    nanoTime = System.nanoTime() + nanos;
    set = true;
  }
}
