package dev.strongroom.domain.freshness;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The replica's list of what is being depended on. Whoever caches or decides calls {@link #track}
 * before it reads; the audit writer calls {@link #changed} for what the change feed names. A reader
 * that tracked before a change and read after it is marked needlessly, never the other way round.
 */
public final class Freshness {
  // Weak values: a dependency is worth keeping only while a cache entry or a call holds it.
  private final Cache<Entity, Dependency> tracked = Caffeine.newBuilder().weakValues().build();

  /** The current dependency on an entity; call it before reading the entity. */
  public Dependency track(Entity entity) {
    return tracked.get(entity, Dependency::new);
  }

  /** Marks what was read before a change that is now visible. */
  public void changed(Entity entity) {
    tracked
        .asMap()
        .computeIfPresent(
            entity,
            (same, dependency) -> {
              dependency.markStale();
              return null;
            });
  }

  /** Marks everything: this replica may have missed changes. */
  public void everythingChanged() {
    tracked.asMap().keySet().forEach(this::changed);
  }
}
