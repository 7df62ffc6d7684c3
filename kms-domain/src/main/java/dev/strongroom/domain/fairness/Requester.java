package dev.strongroom.domain.fairness;

import dev.strongroom.domain.name.AccountId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whom a thread works for. What it waits for, it waits for in that account's line, whosever rows
 * and keys they are: who asks for another account's keys does not take that account's turns.
 *
 * @param account the caller's account
 * @param since when the call began to wait, {@link System#nanoTime}; all its waits are one wait
 */
public record Requester(AccountId account, long since) {
  private static final ScopedValue<Requester> CURRENT = ScopedValue.newInstance();

  /** Runs the work for the account, whose wait begins now. */
  public static void run(AccountId account, Runnable work) {
    run(account, System.nanoTime(), work);
  }

  /** The same for a call that has waited before. */
  public static void run(AccountId account, long since, Runnable work) {
    ScopedValue.where(CURRENT, new Requester(account, since)).run(work);
  }

  /** The same with a result. Work that runs for the account already goes on with its wait. */
  public static <T> T call(AccountId account, Supplier<T> work) {
    Requester current = current();
    if (current != null && current.account().equals(account)) {
      return work.get();
    }
    return ScopedValue.where(CURRENT, new Requester(account, System.nanoTime())).call(work::get);
  }

  static @Nullable Requester current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }
}
