package dev.strongroom.domain.fairness;

/** One thing in a cache, and whose share it counts against. */
final class CacheEntry<K, V> {
  final FairCache<K, V> cache;
  final K key;
  final V value;
  final Share share;
  final int weight;
  // Written by every reader without a lock: a mark that is lost or seen late costs a second chance.
  private boolean used;

  CacheEntry(FairCache<K, V> cache, K key, V value, Share share, int weight) {
    this.cache = cache;
    this.key = key;
    this.value = value;
    this.share = share;
    this.weight = weight;
  }

  /** Marks a use; reads first, so that a hot entry's cache line stays shared. */
  void touch() {
    if (!used) {
      used = true;
    }
  }

  /** Whether it was used since the last time that this was asked. */
  boolean takeMark() {
    boolean marked = used;
    used = false;
    return marked;
  }

  /** Takes it out of its cache's map. */
  void unlink() {
    cache.unlink(this);
  }

  void countEviction() {
    cache.countEviction();
  }

  /** Gives the value back, outside of all locks. */
  void release() {
    cache.release(value);
  }
}
