package dev.strongroom.api.edge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the bodies of all requests together may take until they are answered. Nobody has signed
 * anything yet when a body arrives, and the connections that are allowed could fill any heap with
 * bodies that never end.
 */
final class BodyMemory {
  private final AtomicLong free;

  BodyMemory(long bytes) {
    free = new AtomicLong(bytes);
  }

  /** A part of the heap that leaves enough for the calls themselves. */
  static BodyMemory ofThisHeap() {
    return new BodyMemory(Runtime.getRuntime().maxMemory() / 8);
  }

  /** Whether there is so much left; then {@link #give} is owed. */
  boolean take(long bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    free.addAndGet(bytes);
    return false;
  }

  void give(long bytes) {
    free.addAndGet(bytes);
  }
}
