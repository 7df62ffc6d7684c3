package dev.strongroom.domain.keystore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bounded caches of opened secrets: what leaves one is closed, which zeroises it after its last
 * use.
 */
public final class SecretCache {
  private SecretCache() {}

  /**
   * @param maximum how many entries are kept
   * @param close closes what leaves the cache, whether evicted, replaced or removed
   */
  public static <K, V> Cache<K, V> of(long maximum, Consumer<V> close) {
    return Caffeine.newBuilder()
        .maximumSize(maximum)
        .executor(Runnable::run)
        .removalListener(
            (@Nullable K key, @Nullable V value, RemovalCause cause) -> {
              if (value != null) {
                close.accept(value);
              }
            })
        .build();
  }
}
