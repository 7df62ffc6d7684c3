package dev.strongroom.domain.keystore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.crypto.WrapContext;
import dev.strongroom.domain.fairness.FairQueue;
import dev.strongroom.domain.keystore.RootKeyRows.Owner;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.hsm.HsmException;
import dev.strongroom.hsm.RootKey;
import dev.strongroom.hsm.RootKeyLife;
import dev.strongroom.hsm.RootKeys;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Root keys in a PKCS#11 token: which object is whose is in the database, the keys are not. The
 * accounts' calls of the token take turns. A token that has been silent for too long is asked by
 * its probe alone, so that a queue of calls does not wait for it in vain.
 */
public final class TokenRootKeys implements RootKeyStore {
  private static final int FIRST_VERSION = 1;
  private static final int KNOWN_KEYS = 100_000;
  // Random IVs bound the number of wraps under one key (SP 800-38D, 8.3).
  private static final long MOST_WRAPS = 1L << 32;
  private static final int BLOCK = 1_000;

  private final RootKeys keys;
  private final RootKeyLife life;
  private final RootKeyRows rows;
  private final FairQueue sessions;
  private final TokenPresence presence;
  private volatile @Nullable RootKey probed;
  private final Cache<Owner, RootKey> known = cache();
  private final Cache<AccountId, Allowance> allowances = cache();

  /** What is left of a replica's reservation. */
  private record Allowance(Owner owner, int left) {
    /** Two that were made at once; of an older root key nothing is used any more. */
    Allowance and(Allowance other) {
      if (owner.equals(other.owner)) {
        return new Allowance(owner, left + other.left);
      }
      return owner.version() > other.owner.version() ? this : other;
    }
  }

  /**
   * @param sessions narrower than the token's pool of sessions, which others use too
   */
  public TokenRootKeys(
      RootKeys keys,
      RootKeyLife life,
      RootKeyRows rows,
      FairQueue sessions,
      TokenPresence presence) {
    this.sessions = sessions;
    this.presence = presence;
    this.keys = keys;
    this.life = life;
    this.rows = rows;
  }

  private static <K, V> Cache<K, V> cache() {
    return Caffeine.newBuilder().maximumSize(KNOWN_KEYS).executor(Runnable::run).build();
  }

  @Override
  public void create(AccountId account) {
    // Outside of the queue: it also writes to the database, which has a queue of its own.
    asking(() -> life.create(new Owner(account, FIRST_VERSION).toString()));
  }

  @Override
  public Wrapped wrap(
      AccountId account, IntFunction<WrapContext> contextOfVersion, SecretBytes key) {
    Owner owner = takeOne(account);
    RootKey root = rootKey(owner);
    byte[] context = contextOfVersion.apply(owner.version()).encoded();
    try (SecretBytes.Lease lease = key.lease()) {
      byte[] wrapped = inTurn(account, () -> keys.seal(root, context, lease.segment()));
      // What cannot be opened again must never be stored.
      try (SecretBytes opened = open(account, root, context, wrapped);
          SecretBytes.Lease again = opened.lease()) {
        if (again.segment().mismatch(lease.segment()) != -1) {
          throw new IllegalStateException("the token opened a wrapped key to something else");
        }
      }
      return new Wrapped(owner.version(), wrapped);
    }
  }

  @Override
  public SecretBytes unwrap(AccountId account, int rootVersion, WrapContext context, byte[] wrapped)
      throws NotAuthenticException {
    if (wrapped.length <= RootKeys.OVERHEAD) {
      throw new NotAuthenticException();
    }
    try {
      RootKey root = rootKey(new Owner(account, rootVersion));
      return open(account, root, context.encoded(), wrapped);
    } catch (HsmException.NotAuthentic e) {
      throw new NotAuthenticException();
    }
  }

  private SecretBytes open(AccountId account, RootKey root, byte[] context, byte[] wrapped) {
    return SecretBytes.filledBy(
        wrapped.length - RootKeys.OVERHEAD,
        out ->
            inTurn(
                account,
                () -> {
                  keys.open(root, context, wrapped, out);
                  return root;
                }));
  }

  /**
   * Makes the token work with a root key of the account, to find out whether it does.
   *
   * @throws RuntimeException when it does not
   */
  public void probe(AccountId account) {
    RootKey root = probed;
    if (root == null) {
      root = rows.key(rows.newest(account));
    }
    // Read anew after a failure: the key may have got a successor.
    probed = null;
    keys.check(root);
    probed = root;
    presence.answered();
  }

  private <T> T inTurn(AccountId account, Supplier<T> work) {
    presence.require();
    return sessions.run(account, () -> asking(work));
  }

  /** The token's passing troubles, told apart from what no repetition mends. */
  private <T> T asking(Supplier<T> work) {
    try {
      T result = work.get();
      presence.answered();
      return result;
    } catch (HsmException.Unavailable | HsmException.Busy | HsmException.TokenMissing e) {
      throw new TokenUnavailableException(e);
    }
  }

  // The database is asked outside of the caches: they lock more than the one account's entry.

  private RootKey rootKey(Owner owner) {
    RootKey there = known.getIfPresent(owner);
    if (there == null) {
      there = rows.key(owner);
      known.put(owner, there);
    }
    return there;
  }

  /** The newest root key, with one wrap taken from this replica's reservation. */
  private Owner takeOne(AccountId account) {
    Allowance left =
        allowances
            .asMap()
            .computeIfPresent(
                account,
                (same, there) ->
                    there.left() == 0 ? null : new Allowance(there.owner(), there.left() - 1));
    if (left != null) {
      return left.owner();
    }
    Allowance reserved = reserve(account);
    allowances.asMap().merge(account, reserved, Allowance::and);
    return reserved.owner();
  }

  private Allowance reserve(AccountId account) {
    RootKeyRows.Reserved reserved = rows.reserve(account, BLOCK);
    if (reserved.inAll() > MOST_WRAPS) {
      throw new IllegalStateException(
          "root key " + reserved.owner() + " has wrapped as often as it may");
    }
    return new Allowance(reserved.owner(), BLOCK - 1);
  }
}
