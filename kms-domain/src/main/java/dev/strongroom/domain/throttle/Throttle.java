package dev.strongroom.domain.throttle;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.Region;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds accounts to their request quotas: a token bucket for each account, region and quota, in
 * this process alone. A call costs one compare-and-set and makes no object.
 *
 * <p>A bucket is one number, the time at which it is full again (the generic cell rate algorithm of
 * ITU-T I.371, which equals a token bucket): each call moves it on by the time in which one call
 * comes back, and is refused where that would lead further ahead of the clock than the bucket is
 * deep.
 */
public final class Throttle {
  private final RequestQuotas quotas;
  private final LongSupplier nanoTime;
  private final long[] intervals;
  private final long[] tolerances;

  /** Regions are those of the deployment; accounts come and go. */
  private final Map<Region, Map<AccountId, AtomicLongArray>> buckets = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public Throttle(RequestQuotas quotas, LongSupplier nanoTime) {
    this.quotas = quotas;
    this.nanoTime = nanoTime;
    intervals = quotas.all().stream().mapToLong(RequestQuota::intervalNanos).toArray();
    tolerances = quotas.all().stream().mapToLong(RequestQuota::toleranceNanos).toArray();
  }

  /**
   * Charges a call to the caller's account, and says whether it may go on.
   *
   * @param service the service's signing name
   * @param asked the spec or algorithm that the request asks for, in any state; null for none
   */
  public boolean admits(
      AccountId account, Region region, String service, String operation, @Nullable String asked) {
    RequestQuota quota = quotas.find(service, operation, asked);
    if (quota == null) {
      return true;
    }
    long now = nanoTime.getAsLong();
    return take(bucketsOf(account, region, now), quota.place(), now);
  }

  private AtomicLongArray bucketsOf(AccountId account, Region region, long now) {
    Map<AccountId, AtomicLongArray> ofRegion = buckets.get(region);
    if (ofRegion == null) {
      ofRegion = buckets.computeIfAbsent(region, same -> new ConcurrentHashMap<>());
    }
    AtomicLongArray known = ofRegion.get(account);
    return known != null ? known : ofRegion.computeIfAbsent(account, same -> full(now));
  }

  private AtomicLongArray full(long now) {
    AtomicLongArray times = new AtomicLongArray(intervals.length);
    for (int i = 0; i < intervals.length; i++) {
      times.setPlain(i, now);
    }
    return times;
  }

  private boolean take(AtomicLongArray times, int place, long now) {
    while (true) {
      long fullAt = times.get(place);
      long ahead = Math.max(fullAt - now, 0);
      if (ahead > tolerances[place]) {
        return false;
      }
      if (times.compareAndSet(place, fullAt, now + ahead + intervals[place])) {
        return true;
      }
    }
  }

  /**
   * Forgets accounts whose buckets are all full, which is as if they had never called; to be called
   * every second or so. A call that holds such a bucket at this very moment is not charged.
   */
  public void forgetIdle() {
    long now = nanoTime.getAsLong();
    buckets.values().forEach(ofRegion -> ofRegion.values().removeIf(times -> isFull(times, now)));
  }

  private static boolean isFull(AtomicLongArray times, long now) {
    for (int i = 0; i < times.length(); i++) {
      if (times.get(i) - now > 0) {
        return false;
      }
    }
    return true;
  }

  /** How many accounts, counted by region, are remembered. */
  public int remembered() {
    return buckets.values().stream().mapToInt(Map::size).sum();
  }
}
