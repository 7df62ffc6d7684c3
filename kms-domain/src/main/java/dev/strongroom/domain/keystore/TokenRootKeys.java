package dev.strongroom.domain.keystore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.crypto.WrapContext;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.hsm.HsmException;
import dev.strongroom.hsm.RootKeyId;
import dev.strongroom.hsm.Token;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Root keys in a PKCS#11 token: which object is whose is in the database, the keys themselves are
 * not.
 */
public final class TokenRootKeys implements RootKeyStore {
  private static final int OVERHEAD = 28;
  private static final int KNOWN_KEYS = 100_000;
  // Random IVs bound the number of wraps under one key (SP 800-38D, 8.3); a replica reserves a
  // block at a time.
  private static final long MOST_WRAPS = 1L << 32;
  private static final int BLOCK = 1_000;

  private final Token token;
  private final AccountTransactions transactions;
  private final JdbcClient jdbc;
  private final RootKeyCreation creation;
  private final Cache<Place, RootKeyId> ids =
      Caffeine.newBuilder().maximumSize(KNOWN_KEYS).executor(Runnable::run).build();
  private final ConcurrentMap<Place, Integer> reserved = new ConcurrentHashMap<>();

  /** A root key by account and version. */
  record Place(AccountId account, int version) {}

  /** Makes an account's first root key. */
  @FunctionalInterface
  public interface RootKeyCreation {
    void create(AccountId account);
  }

  public TokenRootKeys(
      Token token, AccountTransactions transactions, JdbcClient jdbc, RootKeyCreation creation) {
    this.token = token;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.creation = creation;
  }

  @Override
  public void create(AccountId account) {
    creation.create(account);
  }

  @Override
  public Wrapped wrap(
      AccountId account, IntFunction<WrapContext> contextOfVersion, SecretBytes key) {
    Place place = reserve(account);
    RootKeyId id = id(place);
    byte[] context = contextOfVersion.apply(place.version()).encoded();
    byte[] wrapped;
    try (SecretBytes.Lease lease = key.lease()) {
      wrapped = token.seal(id, context, lease.segment());
      // What cannot be opened again must never be stored.
      try (SecretBytes opened = open(id, context, wrapped);
          SecretBytes.Lease again = opened.lease()) {
        if (again.segment().mismatch(lease.segment()) != -1) {
          throw new IllegalStateException("the token opened a wrapped key to something else");
        }
      }
    }
    return new Wrapped(place.version(), wrapped);
  }

  @Override
  public SecretBytes unwrap(AccountId account, int rootVersion, WrapContext context, byte[] wrapped)
      throws NotAuthenticException {
    if (wrapped.length <= OVERHEAD) {
      throw new NotAuthenticException();
    }
    try {
      return open(id(new Place(account, rootVersion)), context.encoded(), wrapped);
    } catch (HsmException.NotAuthentic e) {
      throw new NotAuthenticException();
    }
  }

  private SecretBytes open(RootKeyId id, byte[] context, byte[] wrapped) {
    return SecretBytes.filledBy(
        wrapped.length - OVERHEAD, out -> token.open(id, context, wrapped, out));
  }

  private RootKeyId id(Place place) {
    RootKeyId known = ids.getIfPresent(place);
    if (known != null) {
      return known;
    }
    byte[] id =
        transactions.read(
            place.account(),
            () ->
                jdbc.sql(
                        """
                        SELECT cka_id FROM root_key
                        WHERE account_id = ? AND version = ? AND state = 'ACTIVE'
                        """)
                    .params(place.account().number(), place.version())
                    .query(byte[].class)
                    .optional()
                    .orElseThrow(
                        () ->
                            new IllegalStateException(
                                "account "
                                    + place.account()
                                    + " has no root key "
                                    + place.version())));
    RootKeyId found = new RootKeyId(id);
    ids.put(place, found);
    return found;
  }

  /** The newest root key, with one wrap taken from its reservation. */
  private Place reserve(AccountId account) {
    for (Place place : reserved.keySet()) {
      if (place.account().equals(account)) {
        Integer left =
            reserved.computeIfPresent(place, (same, count) -> count == 1 ? null : count - 1);
        if (left != null) {
          return place;
        }
      }
    }
    return transactions.change(account, () -> reserveBlock(account));
  }

  private Place reserveBlock(AccountId account) {
    record Block(int version, long wraps) {}
    Block block =
        jdbc.sql(
                """
                UPDATE root_key SET wraps_reserved = wraps_reserved + ?
                WHERE account_id = ? AND state = 'ACTIVE' AND version =
                  (SELECT max(version) FROM root_key WHERE account_id = ? AND state = 'ACTIVE')
                RETURNING version, wraps_reserved
                """)
            .params(BLOCK, account.number(), account.number())
            .query((row, number) -> new Block(row.getInt(1), row.getLong(2)))
            .optional()
            .orElseThrow(
                () -> new IllegalStateException("account " + account + " has no root key"));
    if (block.wraps() > MOST_WRAPS) {
      throw new IllegalStateException(
          "the root key of account " + account + " has wrapped as often as it may");
    }
    Place place = new Place(account, block.version());
    reserved.merge(place, BLOCK - 1, Integer::sum);
    return place;
  }
}
