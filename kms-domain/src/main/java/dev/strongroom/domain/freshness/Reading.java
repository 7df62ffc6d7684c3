package dev.strongroom.domain.freshness;

import dev.strongroom.domain.name.AccountId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one attempt at a call has read: it collects the dependencies that the audit writer will
 * check, and says whether the thread may wait for the database or the token. Used by one thread at
 * a time.
 */
public final class Reading {
  private final Set<Dependency> dependencies = new LinkedHashSet<>();
  private final AccountId caller;
  private final boolean mayBlock;

  /**
   * @param caller the account that makes the call
   */
  public Reading(AccountId caller, boolean mayBlock, Collection<Dependency> known) {
    this.caller = caller;
    this.mayBlock = mayBlock;
    dependencies.addAll(known);
  }

  public void dependsOn(Dependency dependency) {
    dependencies.add(dependency);
  }

  /** The account that makes the call: what it asks for in vain is remembered at its expense. */
  public AccountId caller() {
    return caller;
  }

  /**
   * To be called before anything that waits.
   *
   * @throws WouldBlockException when this thread must not
   */
  public void aboutToBlock() {
    if (!mayBlock) {
      throw WouldBlockException.INSTANCE;
    }
  }

  public Collection<Dependency> dependencies() {
    return dependencies;
  }

  /** Whether something that was read has changed since, as far as this replica has looked. */
  public boolean isStale() {
    for (Dependency dependency : dependencies) {
      if (dependency.isStale()) {
        return true;
      }
    }
    return false;
  }
}
