package dev.strongroom.domain.seal;

import dev.strongroom.domain.name.AccountId;

/** A row is not as this service wrote it: somebody changed it in the database. */
public final class BrokenSealException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokenSealException(AccountId account, String row) {
    super("The seal of " + row + " in account " + account + " is broken.");
  }
}
