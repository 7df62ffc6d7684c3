package dev.strongroom.domain.keystore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.crypto.WrapContext;
import dev.strongroom.domain.keystore.RootKeyRows.Owner;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.hsm.HsmException;
import dev.strongroom.hsm.RootKey;
import dev.strongroom.hsm.RootKeyLife;
import dev.strongroom.hsm.RootKeys;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Root keys in a PKCS#11 token: which object is whose is in the database, the keys are not. */
public final class TokenRootKeys implements RootKeyStore {
  private static final int FIRST_VERSION = 1;
  private static final int KNOWN_KEYS = 100_000;
  // Random IVs bound the number of wraps under one key (SP 800-38D, 8.3).
  private static final long MOST_WRAPS = 1L << 32;
  private static final int BLOCK = 1_000;

  private final RootKeys keys;
  private final RootKeyLife life;
  private final RootKeyRows rows;
  private final Cache<Owner, RootKey> known = cache();
  private final Cache<AccountId, Allowance> allowances = cache();

  /** What is left of a replica's reservation. */
  private record Allowance(Owner owner, int left) {}

  public TokenRootKeys(RootKeys keys, RootKeyLife life, RootKeyRows rows) {
    this.keys = keys;
    this.life = life;
    this.rows = rows;
  }

  private static <K, V> Cache<K, V> cache() {
    return Caffeine.newBuilder().maximumSize(KNOWN_KEYS).executor(Runnable::run).build();
  }

  @Override
  public void create(AccountId account) {
    asking(() -> life.create(new Owner(account, FIRST_VERSION).toString()));
  }

  @Override
  public Wrapped wrap(
      AccountId account, IntFunction<WrapContext> contextOfVersion, SecretBytes key) {
    Owner owner = takeOne(account);
    RootKey root = rootKey(owner);
    byte[] context = contextOfVersion.apply(owner.version()).encoded();
    try (SecretBytes.Lease lease = key.lease()) {
      byte[] wrapped = asking(() -> keys.seal(root, context, lease.segment()));
      // What cannot be opened again must never be stored.
      try (SecretBytes opened = open(root, context, wrapped);
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
      return open(rootKey(new Owner(account, rootVersion)), context.encoded(), wrapped);
    } catch (HsmException.NotAuthentic e) {
      throw new NotAuthenticException();
    }
  }

  private SecretBytes open(RootKey root, byte[] context, byte[] wrapped) {
    return SecretBytes.filledBy(
        wrapped.length - RootKeys.OVERHEAD,
        out ->
            asking(
                () -> {
                  keys.open(root, context, wrapped, out);
                  return root;
                }));
  }

  /** The token's passing troubles, told apart from what no repetition mends. */
  private static <T> T asking(Supplier<T> work) {
    try {
      return work.get();
    } catch (HsmException.Unavailable | HsmException.Busy | HsmException.TokenMissing e) {
      throw new TokenUnavailableException(e);
    }
  }

  private RootKey rootKey(Owner owner) {
    return known.get(owner, rows::key);
  }

  /** The newest root key, with one wrap taken from this replica's reservation. */
  private Owner takeOne(AccountId account) {
    Allowance left =
        allowances
            .asMap()
            .compute(
                account,
                (same, allowance) ->
                    allowance == null || allowance.left() == 0
                        ? reserve(account)
                        : new Allowance(allowance.owner(), allowance.left() - 1));
    return left.owner();
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
