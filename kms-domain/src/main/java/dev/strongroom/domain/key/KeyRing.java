package dev.strongroom.domain.key;

import dev.strongroom.domain.fairness.AccountShares;
import dev.strongroom.domain.fairness.FairCache;
import dev.strongroom.domain.fairness.Weight;
import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.freshness.Entity;
import dev.strongroom.domain.freshness.Freshness;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AliasArn;
import dev.strongroom.domain.name.AliasName;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.seal.IntegrityKeys;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * The replica's bounded cache of keys and aliases, so that a hot call touches neither the database
 * nor the token. Nothing is served that is known to have changed. What is absent is remembered too,
 * in a cache of its own: a caller must not find out by the time that it takes whether another
 * account's key exists. A key counts against its owner's share, an absence against that of who
 * asked in vain. (Opened material is cached by its own store.)
 */
public final class KeyRing {
  // Without the wrapped material's bytes.
  private static final int SNAPSHOT = 500;
  private static final int ALIAS = 300;
  private static final int ABSENCE = 100;

  private final FairCache<KeyArn, Entry<KeySnapshot>> keys;
  private final FairCache<AliasArn, Entry<KeyId>> aliases;
  private final FairCache<Absence, Dependency> absent;
  private final Freshness freshness;
  private final IntegrityKeys integrityKeys;
  private final KeyReader reader;

  private record Entry<V>(V value, Dependency dependency) {}

  private record Absence(AccountId caller, Record name) {}

  /**
   * @param shares what keys, aliases and absences may take in memory, with whatever else shares it
   */
  public KeyRing(
      AccountShares shares, Freshness freshness, IntegrityKeys integrityKeys, KeyReader reader) {
    keys = cache(shares, "key", KeyRing::weightOf);
    aliases = cache(shares, "alias", alias -> ALIAS);
    absent =
        new FairCache<>(
            shares, "absence", absence -> ABSENCE, absence -> !absence.isStale(), absence -> {});
    this.freshness = freshness;
    this.integrityKeys = integrityKeys;
    this.reader = reader;
  }

  private static <K, V> FairCache<K, Entry<V>> cache(
      AccountShares shares, String kind, ToIntFunction<V> weight) {
    return new FairCache<>(
        shares,
        kind,
        entry -> weight.applyAsInt(entry.value()),
        entry -> !entry.dependency().isStale(),
        entry -> {});
  }

  private static int weightOf(KeySnapshot key) {
    int tags =
        key.tags().values().entrySet().stream()
            .mapToInt(tag -> Weight.of(tag.getKey()) + Weight.of(tag.getValue()))
            .sum();
    int wrapped = key.wrapped().map(material -> material.wrapped().length).orElse(0);
    return SNAPSHOT
        + wrapped
        + tags
        + Weight.of(key.description())
        + Weight.of(key.policy().document());
  }

  /**
   * A key by its id; a single-Region id does not find a multi-Region key, nor the other way round.
   */
  public Optional<KeySnapshot> key(AccountId account, Region region, KeyId id, Reading reading) {
    KeyArn arn = new KeyArn(region, account, id);
    Entry<KeySnapshot> known = keys.get(arn);
    if (known != null) {
      return Optional.of(served(known, reading));
    }
    return load(
        keys,
        account,
        arn,
        Entity.key(account, region, id),
        reading,
        () -> {
          Dependency material = freshness.track(Entity.material(account, region, id));
          return reader
              .key(account, region, id.uuid(), material)
              .filter(key -> key.arn().key().equals(id));
        });
  }

  /** The key that an alias stands for. */
  public Optional<KeyId> alias(AccountId account, Region region, AliasName name, Reading reading) {
    AliasArn arn = new AliasArn(region, account, name);
    Entry<KeyId> known = aliases.get(arn);
    if (known != null) {
      return Optional.of(served(known, reading));
    }
    return load(
        aliases,
        account,
        arn,
        Entity.alias(account, region, name),
        reading,
        () -> reader.alias(account, region, name));
  }

  private static <V> V served(Entry<V> known, Reading reading) {
    reading.dependsOn(known.dependency());
    return known.value();
  }

  private <N extends Record, V> Optional<V> load(
      FairCache<N, Entry<V>> cache,
      AccountId owner,
      N name,
      Entity entity,
      Reading reading,
      Supplier<Optional<V>> rows) {
    Absence absence = new Absence(reading.caller(), name);
    Dependency knownAbsent = absent.get(absence);
    if (knownAbsent != null) {
      reading.dependsOn(knownAbsent);
      return Optional.empty();
    }
    reading.aboutToBlock();
    // Tracked before it is read: a change in between marks it (see Freshness).
    Dependency dependency = freshness.track(entity);
    reading.dependsOn(dependency);
    Optional<V> loaded = read(owner, rows);
    if (loaded.isPresent()) {
      cache.keep(owner, name, new Entry<>(loaded.get(), dependency));
    } else {
      cache.remove(name);
      absent.keep(reading.caller(), absence, dependency);
    }
    return loaded;
  }

  private <V> Optional<V> read(AccountId account, Supplier<Optional<V>> rows) {
    // First the key that verifies the rows' seals: no connection is held while the token opens it.
    return integrityKeys.prepare(account) ? rows.get() : Optional.empty();
  }

  /** Reads keys and aliases from the database, and verifies their seals. */
  public interface KeyReader {
    /**
     * @param material the dependency on the key's material, which is read too
     */
    Optional<KeySnapshot> key(AccountId account, Region region, UUID id, Dependency material);

    Optional<KeyId> alias(AccountId account, Region region, AliasName name);
  }
}
