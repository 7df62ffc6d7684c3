package dev.strongroom.api.edge;

import java.util.HashMap;
import java.util.Map;

/** Counts connections in all and by address, and admits no more than there may be. */
final class ConnectionLimits {
  private final int inAll;
  private final int perAddress;
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int open;

  ConnectionLimits(int inAll, int perAddress) {
    this.inAll = inAll;
    this.perAddress = perAddress;
  }

  /**
   * Whether one more connection may come from there; then {@link #leave} is owed.
   *
   * @param forMany whether others share the address, so that only the number in all counts
   */
  synchronized boolean enter(String address, boolean forMany) {
    int fromThere = byAddress.getOrDefault(address, 0);
    if (open >= inAll || (fromThere >= perAddress && !forMany)) {
      return false;
    }
    open++;
    byAddress.put(address, fromThere + 1);
    return true;
  }

  synchronized void leave(String address) {
    open--;
    byAddress.compute(address, (same, count) -> count == null || count == 1 ? null : count - 1);
  }
}
