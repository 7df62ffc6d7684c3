package dev.strongroom.domain.policy;

import dev.strongroom.domain.policy.Decision.Reason;

/**
 * Decides whether a call is allowed: a pure function of the request. The principals are account
 * roots and the operator; every key has the default policy, which delegates to its account.
 */
public final class Authorizer {
  private static final String PLATFORM_ACTIONS = "strongroom:";

  /** The decision with what decided. */
  public Decision decide(AccessRequest request) {
    boolean forOperators = request.action().startsWith(PLATFORM_ACTIONS);
    return switch (request.caller().type()) {
      case OPERATOR ->
          forOperators
              ? Decision.allow(Reason.OPERATOR)
              : Decision.refuse(Reason.NO_RESOURCE_POLICY_ALLOWS);
      case ROOT -> forOperators ? Decision.refuse(Reason.NOT_AN_OPERATOR) : decideForRoot(request);
    };
  }

  private static Decision decideForRoot(AccessRequest request) {
    if (!request.owner().equals(request.caller().account())) {
      return Decision.refuse(Reason.NO_RESOURCE_POLICY_ALLOWS);
    }
    boolean evaluable = request.resourcePolicy().map(ResourcePolicy::delegating).orElse(true);
    return evaluable
        ? Decision.allow(Reason.ACCOUNT_ROOT)
        : Decision.refuse(Reason.POLICY_NOT_EVALUABLE);
  }
}
