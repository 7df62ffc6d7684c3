package dev.strongroom.domain.identity;

import dev.strongroom.domain.account.Account;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.account.Accounts;
import dev.strongroom.domain.fairness.AccountShares;
import dev.strongroom.domain.fairness.FairCache;
import dev.strongroom.domain.fairness.Requester;
import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.freshness.Entity;
import dev.strongroom.domain.freshness.Freshness;
import dev.strongroom.domain.keystore.AccountKeys;
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

  // The secret off the heap with what guards it, the caller and its two dependencies.
  private static final int CREDENTIAL = 1_000;

  private final FairCache<String, Credential> cache;
  private final Freshness freshness;
  private final AccountTransactions transactions;
  private final JdbcClient jdbc;
  private final AccessKeys accessKeys;
  private final Accounts accounts;
  private final AccessKeySecrets secrets;
  private final AccountKeys accountKeys;
  private final Region homeRegion;

  /**
   * @param shares what opened credentials may take in memory, with whatever else shares it
   * @param homeRegion the region whose partition the principals' ARNs have
   */
  public StoredCredentials(
      AccountShares shares,
      Freshness freshness,
      AccountTransactions transactions,
      JdbcClient jdbc,
      AccessKeys accessKeys,
      Accounts accounts,
      AccessKeySecrets secrets,
      AccountKeys accountKeys,
      Region homeRegion) {
    cache =
        new FairCache<>(
            shares,
            "credential",
            credential -> CREDENTIAL,
            StoredCredentials::isUsable,
            credential -> credential.secret().close());
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
    return cache.get(accessKeyId);
  }

  @Override
  public Optional<Credential> load(String accessKeyId) {
    Credential known = cached(accessKeyId);
    if (known != null) {
      return Optional.of(known);
    }
    // Whose it was before it changed is known: that account need not wait among those of nobody.
    return cache
        .accountOf(accessKeyId)
        .map(account -> Requester.call(account, () -> read(accessKeyId)))
        .orElseGet(() -> read(accessKeyId));
  }

  private Optional<Credential> read(String accessKeyId) {
    Dependency dependency = freshness.track(Entity.credential(accessKeyId));
    Optional<Credential> loaded =
        owners(accessKeyId).stream()
            .map(
                account ->
                    Requester.call(account, () -> loadFrom(account, accessKeyId, dependency)))
            .flatMap(Optional::stream)
            .findFirst();
    return loaded.map(
        credential -> cache.keep(credential.caller().account(), accessKeyId, credential));
  }

  private static boolean isUsable(Credential credential) {
    for (Dependency dependency : credential.caller().dependencies()) {
      if (dependency.isStale()) {
        return false;
      }
    }
    return !credential.secret().isClosed();
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
