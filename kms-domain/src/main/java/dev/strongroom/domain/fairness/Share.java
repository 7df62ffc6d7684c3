package dev.strongroom.domain.fairness;

import dev.strongroom.domain.name.AccountId;
import java.util.LinkedHashSet;

/** What one account has in the caches, oldest first. Guarded by {@link AccountShares}. */
final class Share {
  // So that an account whose entries are all in use does not hold up the others' misses.
  private static final int MOST_SECOND_CHANCES = 64;

  final AccountId account;
  private final LinkedHashSet<CacheEntry<?, ?>> entries = new LinkedHashSet<>();
  private long bytes;

  Share(AccountId account) {
    this.account = account;
  }

  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  void add(CacheEntry<?, ?> entry) {
    entries.addLast(entry);
    bytes += entry.weight;
  }

  void remove(CacheEntry<?, ?> entry) {
    if (entries.remove(entry)) {
      bytes -= entry.weight;
    }
  }

  /** The oldest that was not used lately ("second chance", which needs no lock on a hit). */
  CacheEntry<?, ?> victim() {
    for (int i = 0; i < MOST_SECOND_CHANCES; i++) {
      CacheEntry<?, ?> oldest = entries.getFirst();
      if (!oldest.takeMark()) {
        return oldest;
      }
      entries.addLast(oldest);
    }
    return entries.getFirst();
  }
}
