package dev.strongroom.domain.policy;

import dev.strongroom.domain.name.AccountId;

/**
 * The policy of a resource, read once for all the calls that it decides.
 *
 * @param document its JSON, as it was given
 * @param delegating whether it leaves everything to the identity policies of the resource's own
 *     account, as the default policy does; nothing else can be evaluated
 */
public record ResourcePolicy(String document, boolean delegating) {

  /** Reads the document of a key of the account. */
  public static ResourcePolicy ofKey(String document, AccountId owner) {
    return new ResourcePolicy(document, DefaultKeyPolicy.isDefault(document, owner));
  }
}
