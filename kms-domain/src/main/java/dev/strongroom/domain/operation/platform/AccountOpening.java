package dev.strongroom.domain.operation.platform;

import dev.strongroom.domain.account.Account;
import dev.strongroom.domain.account.Accounts;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.identity.AccessKeySecrets;
import dev.strongroom.domain.identity.AccessKeys;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.keystore.RootKeyStore;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AccountName;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Makes accounts: a root key in the token, the account's own keys, and the root's first access key.
 */
public final class AccountOpening {
  /** How audit events name the type of an account. */
  public static final String RESOURCE_TYPE = "Strongroom::Account";

  // Twelve digits without a leading zero, which some tools drop.
  private static final long SMALLEST = 100_000_000_000L;
  private static final long COUNT = 900_000_000_000L;

  private final RootKeyStore rootKeys;
  private final AccountKeys accountKeys;
  private final Accounts accounts;
  private final AccessKeys accessKeys;
  private final AccessKeySecrets secrets;
  private final Randomness randomness;
  private final Clock clock;

  public AccountOpening(
      RootKeyStore rootKeys,
      AccountKeys accountKeys,
      Accounts accounts,
      AccessKeys accessKeys,
      AccessKeySecrets secrets,
      Randomness randomness,
      Clock clock) {
    this.rootKeys = rootKeys;
    this.accountKeys = accountKeys;
    this.accounts = accounts;
    this.accessKeys = accessKeys;
    this.secrets = secrets;
    this.randomness = randomness;
    this.clock = clock;
  }

  /**
   * An account that is made but not stored.
   *
   * @param credential the root's access key, where it has one
   */
  public record Opened(
      Account account,
      List<AccountKeys.NewKey> keys,
      Optional<AccessKeySecrets.Issued> credential) {}

  /**
   * Makes what an account needs in the token, and its root's access key. Not inside a transaction.
   */
  public Opened prepare(AccountName name, Account.Kind kind) {
    Opened without = prepareWithoutCredential(name, kind);
    AccessKeySecrets.Issued credential =
        secrets.issueForRoot(without.account().account(), clock.instant());
    return new Opened(without.account(), without.keys(), Optional.of(credential));
  }

  /** The same for an account whose root never signs a request. */
  public Opened prepareWithoutCredential(AccountName name, Account.Kind kind) {
    long random = ByteBuffer.wrap(randomness.bytes(Long.BYTES)).getLong();
    AccountId id = new AccountId(SMALLEST + Long.remainderUnsigned(random, COUNT));
    rootKeys.create(id);
    List<AccountKeys.NewKey> keys = accountKeys.create(id);
    return new Opened(new Account(id, name, kind, clock.instant()), keys, Optional.empty());
  }

  /** Stores it, inside a transaction in the new account's scope. */
  public void store(Opened opened) {
    accountKeys.store(opened.account().account(), opened.keys());
    accounts.saveAndFlush(opened.account());
    opened.credential().ifPresent(credential -> accessKeys.saveAndFlush(credential.key()));
  }
}
