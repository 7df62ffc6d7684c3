package dev.strongroom.domain.keystore;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.crypto.AsymmetricKey;
import dev.strongroom.domain.crypto.KeyPairMaterial;
import dev.strongroom.domain.crypto.MacKey;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.crypto.OpenedKey;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.crypto.SymmetricKey;
import dev.strongroom.domain.crypto.WrapContext;
import dev.strongroom.domain.fairness.AccountShares;
import dev.strongroom.domain.fairness.FairCache;
import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.freshness.Entity;
import dev.strongroom.domain.freshness.Freshness;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.MaterialId;
import dev.strongroom.domain.seal.BrokenSealException;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The bounded cache of opened key materials. One that is not there is read, opened by the token and
 * kept. What leaves the cache is zeroised when its last user is done.
 */
public final class OpenedMaterials {
  private static final String ROW =
      """
      SELECT material_id, root_version, wrapped FROM key_material
      WHERE account_id = ? AND region = ? AND key_id = ?
        AND substring(material_id FROM 1 FOR 16) = ?
      """;

  private final FairCache<Place, Opened> cache;
  private final TokenPresence presence;
  private final Deployment deployment;
  private final RootKeyStore rootKeys;
  private final Randomness randomness;
  private final Freshness freshness;
  private final AccountTransactions transactions;

  /** Where a ciphertext's header points. */
  private record Place(KeyArn key, UUID material) {}

  private record Opened(OpenedKey key, MaterialId material, Dependency dependency) {
    boolean isUsable() {
      return !dependency.isStale() && !key.isClosed();
    }
  }

  /** What is done with an opened key; not to keep it. */
  interface Use<K extends OpenedKey, T, E extends Exception> {
    T with(K key, MaterialId material) throws E;
  }

  /**
   * @param shares what opened material may take in memory, with whatever else shares it
   * @param presence says whether what is open may still be used
   * @param randomness what opened keys use
   */
  public OpenedMaterials(
      AccountShares shares,
      TokenPresence presence,
      Deployment deployment,
      RootKeyStore rootKeys,
      Randomness randomness,
      Freshness freshness,
      AccountTransactions transactions) {
    cache =
        new FairCache<>(
            shares,
            "material",
            opened -> opened.key().weight(),
            Opened::isUsable,
            opened -> opened.key().close());
    this.presence = presence;
    this.deployment = deployment;
    this.rootKeys = rootKeys;
    this.randomness = randomness;
    this.freshness = freshness;
    this.transactions = transactions;
  }

  /**
   * Uses a key's material.
   *
   * @param kind what the key's spec makes of its material
   * @param material the first 128 bits of its id
   * @throws UnknownMaterialException when the key has no such material
   */
  <K extends OpenedKey, T, E extends Exception> T use(
      Class<K> kind, BackingKey key, UUID material, Reading reading, Use<K, T, E> use)
      throws UnknownMaterialException, E {
    Place place = new Place(key.arn(), material);
    Opened known = cache.get(place);
    if (known != null) {
      presence.require();
      try {
        T result = use.with(kind.cast(known.key()), known.material());
        reading.dependsOn(known.dependency());
        return result;
      } catch (IllegalStateException evicted) {
        if (!known.key().isClosed()) {
          throw evicted;
        }
        // Evicted between the look and the use: to be opened again like one that was never here.
      }
    }
    reading.aboutToBlock();
    Opened opened = open(key, place, reading);
    // Used before it is shared: a full cache may evict it at once, and the call must not depend on
    // that.
    try {
      return use.with(kind.cast(opened.key()), opened.material());
    } finally {
      cache.keep(key.arn().account(), place, opened);
    }
  }

  private Opened open(BackingKey key, Place place, Reading reading)
      throws UnknownMaterialException {
    WrappedMaterial wrapped = wrapped(key, place);
    reading.dependsOn(wrapped.dependency());
    WrapContext context =
        WrapContext.material(
            deployment.id(),
            key.arn().account(),
            wrapped.rootVersion(),
            key.arn().key(),
            wrapped.id(),
            key.spec().name(),
            key.usage().name(),
            key.origin());
    try (SecretBytes material =
        rootKeys.unwrap(key.arn().account(), wrapped.rootVersion(), context, wrapped.wrapped())) {
      return new Opened(opened(key, wrapped.id(), material), wrapped.id(), wrapped.dependency());
    } catch (NotAuthenticException e) {
      throw new BrokenSealException(
          key.arn().account(), "key_material " + key.arn().key() + "/" + wrapped.id());
    }
  }

  private OpenedKey opened(BackingKey key, MaterialId id, SecretBytes material) {
    return switch (key.spec().type()) {
      case SYMMETRIC -> SymmetricKey.derive(material, key.arn().account(), key.arn().key(), id);
      case HMAC -> MacKey.open(material);
      default -> {
        try (KeyPairMaterial pair = KeyPairMaterial.decode(material)) {
          yield AsymmetricKey.open(key.spec(), pair, randomness);
        }
      }
    };
  }

  /** What came with the key, unless it is another, or has changed since. */
  private WrappedMaterial wrapped(BackingKey key, Place place) throws UnknownMaterialException {
    WrappedMaterial known = key.wrapped().orElse(null);
    if (known != null
        && known.id().first128().equals(place.material())
        && !known.dependency().isStale()) {
      return known;
    }
    // Tracked before it is read: a change in between marks it (see Freshness).
    Dependency dependency =
        freshness.track(Entity.material(key.arn().account(), key.arn().region(), key.arn().key()));
    return row(place, dependency);
  }

  private WrappedMaterial row(Place place, Dependency dependency) throws UnknownMaterialException {
    KeyArn key = place.key();
    return transactions
        .readRow(
            key.account(),
            ROW,
            row ->
                new WrappedMaterial(
                    MaterialId.of(row.getBytes("material_id")),
                    row.getInt("root_version"),
                    row.getBytes("wrapped"),
                    dependency),
            key.account().number(),
            key.region().name(),
            key.key().uuid(),
            header(place.material()))
        .orElseThrow(UnknownMaterialException::new);
  }

  private static byte[] header(UUID material) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(material.getMostSignificantBits())
        .putLong(material.getLeastSignificantBits())
        .array();
  }
}
