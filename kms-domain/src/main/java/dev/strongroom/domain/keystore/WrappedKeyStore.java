package dev.strongroom.domain.keystore;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.crypto.CiphertextBlob;
import dev.strongroom.domain.crypto.EncryptionContext;
import dev.strongroom.domain.crypto.NotAuthenticException;
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
 * The default store: material lies wrapped in the database and is opened, when first used, into a
 * bounded cache. What leaves the cache is zeroised when its last user is done.
 */
public final class WrappedKeyStore implements KeyBackend {
  // Two derived keys off the heap with what guards them, and the names of key and material.
  private static final int MATERIAL = 800;
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

  private record Opened(SymmetricKey key, MaterialId material, Dependency dependency) {
    boolean isUsable() {
      return !dependency.isStale() && !key.isClosed();
    }
  }

  private interface Use<T> {
    T with(Opened opened) throws NotAuthenticException;
  }

  /**
   * @param shares what opened material may take in memory, with whatever else shares it
   * @param presence says whether what is open may still be used
   */
  public WrappedKeyStore(
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
            opened -> MATERIAL,
            Opened::isUsable,
            opened -> opened.key().close());
    this.presence = presence;
    this.deployment = deployment;
    this.rootKeys = rootKeys;
    this.randomness = randomness;
    this.freshness = freshness;
    this.transactions = transactions;
  }

  @Override
  public NewMaterial create(KeyArn key, String spec, String usage, String origin) {
    MaterialId id = MaterialId.of(randomness.bytes(MaterialId.LENGTH));
    try (SecretBytes material =
        SecretBytes.filledBy(SymmetricKey.MATERIAL_LENGTH, randomness::fill)) {
      RootKeyStore.Wrapped wrapped =
          rootKeys.wrap(
              key.account(), version -> context(key, id, spec, usage, origin, version), material);
      return new NewMaterial(id, wrapped.rootVersion(), wrapped.bytes());
    }
  }

  @Override
  public byte[] encrypt(
      BackingKey key, byte[] plaintext, EncryptionContext context, Reading reading) {
    try {
      return use(
          key,
          key.material().first128(),
          reading,
          opened -> opened.key().encrypt(plaintext, context, randomness));
    } catch (UnknownMaterialException | NotAuthenticException e) {
      throw new IllegalStateException("the current material of " + key.arn() + " is missing", e);
    }
  }

  @Override
  public Decrypted decrypt(
      BackingKey key, CiphertextBlob ciphertext, EncryptionContext context, Reading reading)
      throws UnknownMaterialException, NotAuthenticException {
    return use(
        key,
        ciphertext.material(),
        reading,
        opened -> new Decrypted(opened.key().decrypt(ciphertext, context), opened.material()));
  }

  private <T> T use(BackingKey key, UUID material, Reading reading, Use<T> use)
      throws UnknownMaterialException, NotAuthenticException {
    Place place = new Place(key.arn(), material);
    Opened known = cache.get(place);
    if (known != null) {
      presence.require();
      try {
        T result = use.with(known);
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
      return use.with(opened);
    } finally {
      cache.keep(key.arn().account(), place, opened);
    }
  }

  private Opened open(BackingKey key, Place place, Reading reading)
      throws UnknownMaterialException {
    WrappedMaterial wrapped = wrapped(key, place);
    reading.dependsOn(wrapped.dependency());
    WrapContext context =
        context(
            key.arn(), wrapped.id(), key.spec(), key.usage(), key.origin(), wrapped.rootVersion());
    try (SecretBytes material =
        rootKeys.unwrap(key.arn().account(), wrapped.rootVersion(), context, wrapped.wrapped())) {
      SymmetricKey symmetric =
          SymmetricKey.derive(material, key.arn().account(), key.arn().key(), wrapped.id());
      return new Opened(symmetric, wrapped.id(), wrapped.dependency());
    } catch (NotAuthenticException e) {
      throw new BrokenSealException(
          key.arn().account(), "key_material " + key.arn().key() + "/" + wrapped.id());
    }
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

  private WrapContext context(
      KeyArn key, MaterialId material, String spec, String usage, String origin, int rootVersion) {
    return WrapContext.material(
        deployment.id(), key.account(), rootVersion, key.key(), material, spec, usage, origin);
  }
}
