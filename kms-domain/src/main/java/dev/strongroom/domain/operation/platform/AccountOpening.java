package dev.strongroom.domain.operation.platform;

import dev.strongroom.domain.account.Account;
import dev.strongroom.domain.account.Accounts;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.identity.AccessKeySecrets;
import dev.strongroom.domain.identity.AccessKeys;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.keystore.RootKeyStore;
import dev.strongroom.domain.name.AccountId;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Makes accounts: a root key in the token, the account's own keys, and the root's first access key.
 */
public final class AccountOpening {
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

  /** An account that is made but not stored. */
  public record Opened(
      Account account, List<AccountKeys.NewKey> keys, AccessKeySecrets.Issued credential) {}

  /** Makes what an account needs in the token. Not inside a transaction. */
  public Opened prepare(String name, Account.Kind kind) {
    long random = ByteBuffer.wrap(randomness.bytes(Long.BYTES)).getLong();
    AccountId id = new AccountId(SMALLEST + Long.remainderUnsigned(random, COUNT));
    rootKeys.create(id);
    List<AccountKeys.NewKey> keys = accountKeys.create(id);
    Instant now = clock.instant();
    return new Opened(new Account(id, name, kind, now), keys, secrets.issueForRoot(id, now));
  }

  /** Stores it, inside a transaction in the new account's scope. */
  public void store(Opened opened) {
    accountKeys.store(opened.account().account(), opened.keys());
    accounts.saveAndFlush(opened.account());
    accessKeys.saveAndFlush(opened.credential().key());
  }
}
