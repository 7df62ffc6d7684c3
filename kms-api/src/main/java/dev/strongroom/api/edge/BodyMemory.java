package dev.strongroom.api.edge;

import java.util.HashMap;
import java.util.Map;

/**
 * What the bodies of all requests together may take until they are answered. Nobody has signed
 * anything yet when a body arrives, and the connections that are allowed could fill any heap with
 * bodies that never end. As it is not known yet who calls, shares go by address: half of it is
 * never one client's.
 */
final class BodyMemory {
  private final long share;
  private final Map<String, Long> byAddress = new HashMap<>();
  private long free;

  BodyMemory(long bytes) {
    free = bytes;
    share = bytes / 2;
  }

  /** A part of the heap that leaves enough for the calls themselves. */
  static BodyMemory ofThisHeap() {
    return new BodyMemory(Runtime.getRuntime().maxMemory() / 8);
  }

  /** Whether there is so much left for a client of this address; then {@link #give} is owed. */
  synchronized boolean take(String address, long bytes) {
    long taken = byAddress.getOrDefault(address, 0L) + bytes;
    if (bytes > free || taken > share) {
      return false;
    }
    free -= bytes;
    byAddress.put(address, taken);
    return true;
  }

  synchronized void give(String address, long bytes) {
    free += bytes;
    byAddress.computeIfPresent(address, (same, taken) -> taken == bytes ? null : taken - bytes);
  }
}
