package dev.strongroom.domain.freshness;

/**
 * One reading of an {@link Entity} that a decision rests on. It is obtained from {@link
 * Freshness#track} before the entity is read, and turns stale, for ever, when a change of the
 * entity is seen.
 */
public final class Dependency {
  private final Entity entity;
  private volatile boolean stale;

  Dependency(Entity entity) {
    this.entity = entity;
  }

  public Entity entity() {
    return entity;
  }

  /** Whether the entity has changed since it was read, as far as this replica has looked. */
  public boolean isStale() {
    return stale;
  }

  void markStale() {
    stale = true;
  }

  @Override
  public String toString() {
    return entity.text() + (stale ? " (stale)" : "");
  }
}
