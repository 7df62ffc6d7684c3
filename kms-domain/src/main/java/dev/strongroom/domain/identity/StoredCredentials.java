package dev.strongroom.domain.identity;

import com.github.benmanes.caffeine.cache.Cache;
import dev.strongroom.domain.account.Account;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.account.Accounts;
import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.freshness.Entity;
import dev.strongroom.domain.freshness.Freshness;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.keystore.SecretCache;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.PrincipalArn;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.seal.BrokenSealException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Credentials from the database, with the opened ones in a bounded cache. */
public final class StoredCredentials implements Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(StoredCredentials.class);

  private final Cache<String, Credential> cache;
  private final Freshness freshness;
  private final AccountTransactions transactions;
  private final JdbcClient jdbc;
  private final AccessKeys accessKeys;
  private final Accounts accounts;
  private final AccessKeySecrets secrets;
  private final AccountKeys accountKeys;
  private final Region homeRegion;

  /**
   * @param maximum how many opened credentials are kept
   * @param homeRegion the region whose partition the principals' ARNs have
   */
  public StoredCredentials(
      long maximum,
      Freshness freshness,
      AccountTransactions transactions,
      JdbcClient jdbc,
      AccessKeys accessKeys,
      Accounts accounts,
      AccessKeySecrets secrets,
      AccountKeys accountKeys,
      Region homeRegion) {
    cache = SecretCache.of(maximum, credential -> credential.secret().close());
    this.freshness = freshness;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.accessKeys = accessKeys;
    this.accounts = accounts;
    this.secrets = secrets;
    this.accountKeys = accountKeys;
    this.homeRegion = homeRegion;
  }

  @Override
  public @Nullable Credential cached(String accessKeyId) {
    Credential known = cache.getIfPresent(accessKeyId);
    return known != null && !isStale(known) ? known : null;
  }

  @Override
  public Optional<Credential> load(String accessKeyId) {
    Credential known = cached(accessKeyId);
    if (known != null) {
      return Optional.of(known);
    }
    Dependency dependency = freshness.track(Entity.credential(accessKeyId));
    Optional<Credential> loaded =
        owners(accessKeyId).stream()
            .map(account -> loadFrom(account, accessKeyId, dependency))
            .flatMap(Optional::stream)
            .findFirst();
    return loaded.map(credential -> share(accessKeyId, credential));
  }

  /** Keeps one of two that were loaded at once: the other's user would find its secret closed. */
  private Credential share(String accessKeyId, Credential loaded) {
    Credential kept =
        cache
            .asMap()
            .compute(
                accessKeyId,
                (same, other) ->
                    other == null || isStale(other) || other.secret().isClosed() ? loaded : other);
    if (kept != loaded) {
      loaded.secret().close();
    }
    return kept;
  }

  private static boolean isStale(Credential credential) {
    return credential.caller().dependencies().stream().anyMatch(Dependency::isStale);
  }

  /**
   * The accounts that have a row of this id. A copy of a row under another account is possible only
   * by somebody's hand; its seal gives it away.
   */
  private List<AccountId> owners(String accessKeyId) {
    return transactions.lookUp(
        () ->
            jdbc.sql("SELECT lookup_access_key(?)")
                .param(accessKeyId)
                .query((row, number) -> new AccountId(row.getLong(1)))
                .list());
  }

  private Optional<Credential> loadFrom(
      AccountId account, String accessKeyId, Dependency credential) {
    Dependency ofAccount = freshness.track(Entity.account(account));
    try {
      accountKeys.prepare(account);
      Optional<AccessKey> key =
          transactions.read(
              account,
              () ->
                  accounts
                      .byId(account)
                      .filter(Account::isActive)
                      .flatMap(active -> accessKeys.byId(account, accessKeyId))
                      .filter(AccessKey::isActive));
      return key.map(found -> credential(found, List.of(credential, ofAccount)));
    } catch (BrokenSealException e) {
      LOG.error("ALARM: {} The access key is refused.", e.getMessage());
      return Optional.empty();
    }
  }

  private Credential credential(AccessKey key, List<Dependency> dependencies) {
    AccountId account = key.account();
    Caller caller =
        new Caller(
            PrincipalType.ROOT,
            account,
            PrincipalArn.root(account, homeRegion),
            account.toString(),
            Optional.of(key.accessKeyId()),
            dependencies);
    return new Credential(key.accessKeyId(), secrets.open(key), caller);
  }
}
