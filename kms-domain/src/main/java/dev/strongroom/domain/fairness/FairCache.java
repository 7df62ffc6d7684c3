package dev.strongroom.domain.fairness;

import dev.strongroom.domain.name.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One kind of entries within the {@link AccountShares}. A hit takes no lock. What leaves is
 * released, which for a secret means that it is zeroised after its last use.
 *
 * @param <K> names an entry; its equality includes the account's where two accounts could use one
 *     name
 * @param <V> the entry
 */
public final class FairCache<K, V> {
  private final AccountShares shares;
  private final String kind;
  private final ToIntFunction<V> weight;
  private final Predicate<V> usable;
  private final Consumer<V> release;
  private final ConcurrentHashMap<K, CacheEntry<K, V>> entries = new ConcurrentHashMap<>();
  private final LongAdder hits = new LongAdder();
  // Guarded by the shares' lock.
  private long bytes;
  private long loads;
  private long evictions;

  /**
   * What a cache holds, and what it has done so far.
   *
   * @param loads how often something had to be fetched, because it was not there or had changed
   */
  public record Report(
      String kind, long entries, long bytes, long hits, long loads, long evictions) {}

  /**
   * @param kind its name in reports
   * @param weight the bytes of an entry, without what every entry has
   * @param usable whether an entry may still be served; one that may not is replaced
   * @param release receives what leaves the cache, evicted, replaced or removed
   */
  public FairCache(
      AccountShares shares,
      String kind,
      ToIntFunction<V> weight,
      Predicate<V> usable,
      Consumer<V> release) {
    this.shares = shares;
    this.kind = kind;
    this.weight = weight;
    this.usable = usable;
    this.release = release;
    shares.register(this);
  }

  /** The entry, when it is there and may be served. */
  public @Nullable V get(K key) {
    CacheEntry<K, V> entry = entries.get(key);
    if (entry == null || !usable.test(entry.value)) {
      return null;
    }
    entry.touch();
    hits.increment();
    return entry.value;
  }

  /** The account whose share an entry counts against, although it may no longer be served. */
  public Optional<AccountId> accountOf(K key) {
    return Optional.ofNullable(entries.get(key)).map(entry -> entry.share.account);
  }

  /**
   * Keeps what was loaded, unless somebody else was faster with one that may be served. What the
   * account has most of all may be evicted again at any time, this one too.
   *
   * @return the one that is kept; if it is the other, what was loaded has been released
   */
  public V keep(AccountId account, K key, V loaded) {
    List<CacheEntry<?, ?>> gone = new ArrayList<>();
    int weighed = Weight.ENTRY + weight.applyAsInt(loaded);
    V kept;
    synchronized (shares.lock()) {
      loads++;
      CacheEntry<K, V> there = entries.get(key);
      if (there != null && usable.test(there.value)) {
        kept = there.value;
      } else {
        if (there != null) {
          shares.drop(there);
          gone.add(there);
        }
        var entry = new CacheEntry<>(this, key, loaded, shares.shareOf(account), weighed);
        shares.admit(entry, gone);
        entries.put(key, entry);
        bytes += weighed;
        kept = loaded;
      }
    }
    gone.forEach(CacheEntry::release);
    if (kept != loaded) {
      release.accept(loaded);
    }
    return kept;
  }

  /** Lets go of an entry. */
  public void remove(K key) {
    CacheEntry<K, V> entry;
    synchronized (shares.lock()) {
      entry = entries.get(key);
      if (entry == null) {
        return;
      }
      shares.drop(entry);
    }
    entry.release();
  }

  Report report() {
    synchronized (shares.lock()) {
      return new Report(kind, entries.size(), bytes, hits.sum(), loads, evictions);
    }
  }

  void unlink(CacheEntry<K, V> entry) {
    entries.remove(entry.key, entry);
    bytes -= entry.weight;
  }

  void countEviction() {
    evictions++;
  }

  void release(V value) {
    release.accept(value);
  }
}
