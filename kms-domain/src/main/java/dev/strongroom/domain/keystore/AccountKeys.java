package dev.strongroom.domain.keystore;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.crypto.RowSeal;
import dev.strongroom.domain.crypto.SealedFields;
import dev.strongroom.domain.crypto.SealingPurpose;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.crypto.WrapContext;
import dev.strongroom.domain.fairness.AccountShares;
import dev.strongroom.domain.fairness.FairCache;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.seal.BrokenSealException;
import dev.strongroom.domain.seal.IntegrityKeys;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An account's own keys: the integrity key, which seals its rows, and one sealing key for each
 * purpose. They lie wrapped in the database and are opened into a bounded cache.
 */
public final class AccountKeys implements IntegrityKeys {
  /** The version that new accounts start with, and so far the only one. */
  public static final int VERSION = 1;

  private static final String INTEGRITY = "integrity";
  private static final int LENGTH = 32;
  // 32 bytes off the heap with what guards them.
  private static final int OPENED = 400;
  private static final String ROW =
      """
      SELECT root_version, wrapped FROM sealing_key
      WHERE account_id = ? AND purpose = ? AND version = ?
      """;

  private final FairCache<Place, SecretBytes> cache;
  private final TokenPresence presence;
  private final Deployment deployment;
  private final RootKeyStore rootKeys;
  private final Randomness randomness;
  private final AccountTransactions transactions;
  private final JdbcClient jdbc;

  private record Place(AccountId account, String purpose, int version) {}

  private record Row(int rootVersion, byte[] wrapped) {}

  /** A key for a new account, wrapped, not yet stored. */
  public record NewKey(String purpose, int version, int rootVersion, byte[] wrapped) {}

  /**
   * @param shares what opened keys may take in memory, with whatever else shares it
   * @param presence says whether what is open may still be used
   */
  public AccountKeys(
      AccountShares shares,
      TokenPresence presence,
      Deployment deployment,
      RootKeyStore rootKeys,
      Randomness randomness,
      AccountTransactions transactions,
      JdbcClient jdbc) {
    cache =
        new FairCache<>(
            shares, "account key", key -> OPENED, key -> !key.isClosed(), SecretBytes::close);
    this.presence = presence;
    this.deployment = deployment;
    this.rootKeys = rootKeys;
    this.randomness = randomness;
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  /**
   * Makes the keys of a new account, whose root key is there. Waits for the token: not inside a
   * transaction.
   */
  public List<NewKey> create(AccountId account) {
    return List.of(
        create(account, INTEGRITY),
        create(account, SealingPurpose.CREDENTIAL.label()),
        create(account, SealingPurpose.MARKER.label()));
  }

  private NewKey create(AccountId account, String purpose) {
    SecretBytes key = SecretBytes.filledBy(LENGTH, randomness::fill);
    RootKeyStore.Wrapped wrapped =
        rootKeys.wrap(account, root -> context(new Place(account, purpose, VERSION), root), key);
    // Opened already, and needed at once: the account's first rows are sealed with it.
    var _ = cache.keep(account, new Place(account, purpose, VERSION), key);
    return new NewKey(purpose, VERSION, wrapped.rootVersion(), wrapped.bytes());
  }

  /** Stores the keys of a new account, inside the transaction that makes it. */
  public void store(AccountId account, List<NewKey> keys) {
    for (NewKey key : keys) {
      jdbc.sql(
              """
              INSERT INTO sealing_key (account_id, purpose, version, root_version, wrapped)
              VALUES (?, ?, ?, ?, ?)
              """)
          .params(account.number(), key.purpose(), key.version(), key.rootVersion(), key.wrapped())
          .update();
    }
  }

  @Override
  public boolean prepare(AccountId account) {
    Place place = new Place(account, INTEGRITY, VERSION);
    if (cache.get(place) != null) {
      presence.require();
      return true;
    }
    Optional<Row> row = row(place);
    row.ifPresent(found -> cache.keep(account, place, open(place, found)));
    return row.isPresent();
  }

  @Override
  public byte[] seal(AccountId account, SealedFields fields) {
    return with(account, INTEGRITY, VERSION, key -> RowSeal.of(key, fields));
  }

  @Override
  public boolean verify(AccountId account, SealedFields fields, byte[] seal) {
    return with(account, INTEGRITY, VERSION, key -> RowSeal.verify(key, fields, seal));
  }

  /** Works with the account's sealing key of a purpose and version. */
  public <T> T withSealingKey(
      AccountId account, SealingPurpose purpose, int version, Function<SecretBytes, T> work) {
    return with(account, purpose.label(), version, work);
  }

  private <T> T with(
      AccountId account, String purpose, int version, Function<SecretBytes, T> work) {
    Place place = new Place(account, purpose, version);
    SecretBytes known = cache.get(place);
    if (known != null) {
      presence.require();
      try {
        return work.apply(known);
      } catch (IllegalStateException evicted) {
        if (!known.isClosed()) {
          throw evicted;
        }
      }
    }
    SecretBytes opened =
        open(
            place,
            row(place)
                .orElseThrow(
                    () -> new BrokenSealException(place.account(), "sealing_key " + place)));
    // Used before it is shared, as in WrappedKeyStore.
    try {
      return work.apply(opened);
    } finally {
      cache.keep(account, place, opened);
    }
  }

  private Optional<Row> row(Place place) {
    return transactions.readRow(
        place.account(),
        ROW,
        row -> new Row(row.getInt("root_version"), row.getBytes("wrapped")),
        place.account().number(),
        place.purpose(),
        place.version());
  }

  private SecretBytes open(Place place, Row row) {
    try {
      return rootKeys.unwrap(
          place.account(), row.rootVersion(), context(place, row.rootVersion()), row.wrapped());
    } catch (NotAuthenticException e) {
      throw new BrokenSealException(place.account(), "sealing_key " + place);
    }
  }

  private WrapContext context(Place place, int rootVersion) {
    return WrapContext.sealingKey(
        deployment.id(), place.account(), rootVersion, place.purpose(), place.version());
  }
}
