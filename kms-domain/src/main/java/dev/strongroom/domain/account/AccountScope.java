package dev.strongroom.domain.account;

import dev.strongroom.domain.name.AccountId;
import java.util.function.Supplier;

/**
 * The account that the transactions begun on this thread belong to. {@link
 * ScopedTransactionManager} hands it to PostgreSQL, whose row-level security shows that account's
 * rows and no others.
 */
public final class AccountScope {
  private static final ScopedValue<AccountId> CURRENT = ScopedValue.newInstance();

  private AccountScope() {}

  /** Runs the work with the account as the scope of every transaction that it begins. */
  public static <T> T call(AccountId account, Supplier<T> work) {
    return ScopedValue.where(CURRENT, account).call(work::get);
  }

  /**
   * The account in scope.
   *
   * @throws IllegalStateException when there is none
   */
  public static AccountId current() {
    return CURRENT.orElseThrow(
        () -> new IllegalStateException("A transaction needs the scope of an account."));
  }
}
