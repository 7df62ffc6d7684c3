package dev.strongroom.domain.fairness;

import dev.strongroom.domain.name.AccountId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The bytes that several {@link FairCache}s have together, divided among accounts. An account may
 * use what the others leave. When all is full, room is made by the account that has most, which is
 * the one furthest over its fair share: whoever cycles through more than fits evicts itself, and an
 * account with little keeps it.
 *
 * <p>One lock guards who has what; it is taken when an entry comes or goes, never on a hit.
 */
public final class AccountShares {
  private static final int MOST_REPORTED = 10;

  private final long maximum;
  private final Map<AccountId, Share> shares = new HashMap<>();
  private final TreeSet<Share> heaviestFirst =
      new TreeSet<>(
          Comparator.comparingLong(Share::bytes).reversed().thenComparing(share -> share.account));
  private final List<FairCache<?, ?>> caches = new CopyOnWriteArrayList<>();
  private long bytes;

  /**
   * @param maximum the bytes that all entries may have; a single entry that is larger is still kept
   */
  public AccountShares(long maximum) {
    if (maximum < 1) {
      throw new IllegalArgumentException("the caches have a positive size, not " + maximum);
    }
    this.maximum = maximum;
  }

  /** What an account has. */
  public record AccountBytes(AccountId account, long bytes) {}

  /**
   * How the caches stand.
   *
   * @param heaviest the accounts that have most, at most ten, largest first
   */
  public record Report(
      long maximum,
      long bytes,
      int accounts,
      List<AccountBytes> heaviest,
      List<FairCache.Report> caches) {}

  /** How the caches stand now. */
  public Report report() {
    List<FairCache.Report> each = caches.stream().map(FairCache::report).toList();
    synchronized (shares) {
      List<AccountBytes> heaviest =
          heaviestFirst.stream()
              .limit(MOST_REPORTED)
              .map(share -> new AccountBytes(share.account, share.bytes()))
              .toList();
      return new Report(maximum, bytes, shares.size(), heaviest, each);
    }
  }

  void register(FairCache<?, ?> cache) {
    caches.add(cache);
  }

  /** Held while an entry comes or goes. */
  Object lock() {
    return shares;
  }

  Share shareOf(AccountId account) {
    return shares.computeIfAbsent(account, Share::new);
  }

  /** Adds an entry, and says which had to go for it; under the lock. */
  void admit(CacheEntry<?, ?> entry, Collection<CacheEntry<?, ?>> gone) {
    Share share = entry.share;
    while (bytes + entry.weight > maximum && !heaviestFirst.isEmpty()) {
      CacheEntry<?, ?> victim = heaviestWith(share, entry.weight).victim();
      victim.countEviction();
      drop(victim);
      gone.add(victim);
    }
    heaviestFirst.remove(share);
    share.add(entry);
    bytes += entry.weight;
    shares.put(share.account, share);
    heaviestFirst.add(share);
  }

  /** The account that would have most with the new entry, among those with something to give. */
  private Share heaviestWith(Share newcomer, int weight) {
    Share heaviest = heaviestFirst.first();
    boolean newcomerHasMost = newcomer.bytes() + weight >= heaviest.bytes();
    return newcomerHasMost && !newcomer.isEmpty() ? newcomer : heaviest;
  }

  /** Takes an entry out; under the lock. */
  void drop(CacheEntry<?, ?> entry) {
    Share share = entry.share;
    heaviestFirst.remove(share);
    share.remove(entry);
    bytes -= entry.weight;
    entry.unlink();
    if (share.isEmpty()) {
      shares.remove(share.account, share);
    } else {
      heaviestFirst.add(share);
    }
  }
}
