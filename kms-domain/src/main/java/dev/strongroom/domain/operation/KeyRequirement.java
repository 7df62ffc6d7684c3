package dev.strongroom.domain.operation;

import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.key.StateRule;
import java.util.Optional;

/**
 * What an operation asks of a key that it is given.
 *
 * @param states the key states that it works in
 * @param usage the usage that the key must have, where that matters
 * @param takesAliases whether the key may be named by an alias
 * @param crossAccount whether the key may belong to another account (kms-actions: cross-account
 *     use)
 */
public record KeyRequirement(
    StateRule states, Optional<KeyUsage> usage, boolean takesAliases, boolean crossAccount) {

  /** DescribeKey's way: any state, any name, any account. */
  public static final KeyRequirement DESCRIBED =
      new KeyRequirement(StateRule.ANY, Optional.empty(), true, true);

  /** GetPublicKey's way: the states of a cryptographic operation, whatever the usage. */
  public static final KeyRequirement CRYPTOGRAPHIC_OF_ANY_USAGE =
      new KeyRequirement(StateRule.CRYPTOGRAPHIC, Optional.empty(), true, true);

  /** A cryptographic operation. */
  public static KeyRequirement cryptographic(KeyUsage usage) {
    return new KeyRequirement(StateRule.CRYPTOGRAPHIC, Optional.of(usage), true, true);
  }

  /** A management operation: a key of the caller's account, by id or ARN. */
  public static KeyRequirement managed(StateRule states) {
    return new KeyRequirement(states, Optional.empty(), false, false);
  }
}
