package dev.strongroom.domain.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.freshness.Entity;
import dev.strongroom.domain.freshness.Freshness;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AliasName;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.seal.IntegrityKeys;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The replica's bounded cache of keys and aliases, so that a hot call touches neither the database
 * nor the token. Nothing is served that is known to have changed. What is absent is remembered too,
 * in a cache of its own: a caller must not find out by the time that it takes whether another
 * account's key exists. (Opened material is cached by its own store.)
 */
public final class KeyRing {
  private static final long MOST_ABSENT = 10_000;

  private final Cache<Entity, Entry<KeySnapshot>> keys;
  private final Cache<Entity, Entry<KeyId>> aliases;
  private final Cache<Entity, Dependency> absent;
  private final Freshness freshness;
  private final AccountTransactions transactions;
  private final IntegrityKeys integrityKeys;
  private final KeyReader reader;

  private record Entry<V>(V value, Dependency dependency) {}

  /**
   * @param maximumKeys how many keys are kept
   * @param maximumAliases how many aliases are kept
   */
  public KeyRing(
      long maximumKeys,
      long maximumAliases,
      Freshness freshness,
      AccountTransactions transactions,
      IntegrityKeys integrityKeys,
      KeyReader reader) {
    keys = Caffeine.newBuilder().maximumSize(maximumKeys).executor(Runnable::run).build();
    aliases = Caffeine.newBuilder().maximumSize(maximumAliases).executor(Runnable::run).build();
    absent = Caffeine.newBuilder().maximumSize(MOST_ABSENT).executor(Runnable::run).build();
    this.freshness = freshness;
    this.transactions = transactions;
    this.integrityKeys = integrityKeys;
    this.reader = reader;
  }

  /**
   * A key by its id; a single-Region id does not find a multi-Region key, nor the other way round.
   */
  public Optional<KeySnapshot> key(AccountId account, Region region, KeyId id, Reading reading) {
    return find(
            keys,
            Entity.key(account, region, id),
            reading,
            () -> read(account, () -> reader.key(account, region, id.uuid())))
        .filter(key -> key.arn().key().equals(id));
  }

  /** The key that an alias stands for. */
  public Optional<KeyId> alias(AccountId account, Region region, AliasName name, Reading reading) {
    return find(
        aliases,
        Entity.alias(account, region, name),
        reading,
        () -> read(account, () -> reader.alias(account, region, name)));
  }

  private <V> Optional<V> read(AccountId account, Supplier<Optional<V>> rows) {
    // First the key that verifies the rows' seals: no connection is held while the token opens it.
    return integrityKeys.prepare(account) ? transactions.read(account, rows) : Optional.empty();
  }

  private <V> Optional<V> find(
      Cache<Entity, Entry<V>> cache, Entity entity, Reading reading, Supplier<Optional<V>> loader) {
    Entry<V> known = cache.getIfPresent(entity);
    if (known != null && !known.dependency().isStale()) {
      reading.dependsOn(known.dependency());
      return Optional.of(known.value());
    }
    Dependency knownAbsent = absent.getIfPresent(entity);
    if (knownAbsent != null && !knownAbsent.isStale()) {
      reading.dependsOn(knownAbsent);
      return Optional.empty();
    }
    reading.aboutToBlock();
    // Tracked before it is read: a change in between marks it (see Freshness).
    Dependency dependency = freshness.track(entity);
    reading.dependsOn(dependency);
    Optional<V> loaded = loader.get();
    if (loaded.isPresent()) {
      cache.put(entity, new Entry<>(loaded.get(), dependency));
    } else {
      cache.invalidate(entity);
      absent.put(entity, dependency);
    }
    return loaded;
  }

  /** Reads keys and aliases from the database inside a transaction, and verifies their seals. */
  public interface KeyReader {
    Optional<KeySnapshot> key(AccountId account, Region region, UUID id);

    Optional<KeyId> alias(AccountId account, Region region, AliasName name);
  }
}
