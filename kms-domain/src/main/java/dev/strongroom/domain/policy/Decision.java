package dev.strongroom.domain.policy;

/**
 * The answer to an {@link AccessRequest}, with what decided.
 *
 * @param allowed whether the caller may
 * @param reason what decided
 */
public record Decision(boolean allowed, Reason reason) {

  /** What can decide. */
  public enum Reason {
    /** The account's root, on a resource of its own account that delegates to the account. */
    ACCOUNT_ROOT,
    /** The operator, on an action of the deployment. */
    OPERATOR,
    /** The action belongs to the operator alone. */
    NOT_AN_OPERATOR,
    /** The resource belongs to another account, and none of its policies names the caller. */
    NO_RESOURCE_POLICY_ALLOWS,
    /** The resource's policy is one that cannot be evaluated. */
    POLICY_NOT_EVALUABLE
  }

  static Decision allow(Reason reason) {
    return new Decision(true, reason);
  }

  static Decision refuse(Reason reason) {
    return new Decision(false, reason);
  }
}
