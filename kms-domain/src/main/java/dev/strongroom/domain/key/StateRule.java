package dev.strongroom.domain.key;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.KeyArn;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which key states an operation works in: the rows of the developer guide's "Key state table",
 * which fall into these families.
 */
public enum StateRule {
  /** Works in every state: DescribeKey, ListResourceTags, GetKeyPolicy, ... */
  ANY(EnumSet.allOf(KeyState.class), EnumSet.noneOf(KeyState.class)),
  /** Encrypt, Decrypt, Sign, GenerateDataKey, ...: a disabled key has an error of its own. */
  CRYPTOGRAPHIC(EnumSet.of(KeyState.ENABLED, KeyState.UPDATING), EnumSet.of(KeyState.DISABLED)),
  /** EnableKey and DisableKey. */
  SWITCHING(
      EnumSet.of(KeyState.ENABLED, KeyState.DISABLED, KeyState.UNAVAILABLE),
      EnumSet.noneOf(KeyState.class)),
  /** ScheduleKeyDeletion. */
  DELETING(
      EnumSet.complementOf(
          EnumSet.of(
              KeyState.PENDING_DELETION, KeyState.PENDING_REPLICA_DELETION, KeyState.UPDATING)),
      EnumSet.noneOf(KeyState.class)),
  /** CancelKeyDeletion. */
  BEING_DELETED(
      EnumSet.of(KeyState.PENDING_DELETION, KeyState.PENDING_REPLICA_DELETION),
      EnumSet.noneOf(KeyState.class)),
  /** CreateAlias, TagResource, UpdateKeyDescription, ...: any key but one that is being deleted. */
  NOT_BEING_DELETED(
      EnumSet.complementOf(
          EnumSet.of(KeyState.PENDING_DELETION, KeyState.PENDING_REPLICA_DELETION)),
      EnumSet.noneOf(KeyState.class));

  private final Set<KeyState> allowed;
  private final Set<KeyState> disabled;

  StateRule(Set<KeyState> allowed, Set<KeyState> disabled) {
    this.allowed = allowed;
    this.disabled = disabled;
  }

  /**
   * @throws KmsException DisabledException or KMSInvalidStateException when the state does not
   *     allow it
   */
  public void check(KeyArn key, KeyState state) {
    if (allowed.contains(state)) {
      return;
    }
    ErrorCode code = disabled.contains(state) ? ErrorCode.DISABLED : ErrorCode.INVALID_STATE;
    throw new KmsException(code, key + " is " + state.words() + ".");
  }
}
