package dev.strongroom.domain.operation;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.policy.AccessRequest;
import dev.strongroom.domain.policy.Authorizer;
import dev.strongroom.domain.policy.Decision;
import dev.strongroom.domain.policy.ResourcePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Asks the {@link Authorizer} on behalf of one attempt at a call, and keeps the decisions for its
 * event.
 */
final class Access {
  private final Authorizer authorizer;
  private final Call call;
  private final List<Decided> decided = new ArrayList<>();

  private record Decided(String action, String resource, Decision decision) {}

  Access(Authorizer authorizer, Call call) {
    this.authorizer = authorizer;
    this.call = call;
  }

  /** An action that has no resource, in the caller's own account. */
  void require(String action) {
    requireOn(action, call.caller().account(), "*", Optional.empty());
  }

  /**
   * @param shown the resource as a refusal names it; the same whether it exists or not
   * @throws KmsException AccessDeniedException
   */
  void requireOn(String action, AccountId owner, String shown, Optional<ResourcePolicy> policy) {
    if (!decide(action, owner, shown, policy)) {
      throw new KmsException(
          ErrorCode.ACCESS_DENIED,
          "User: "
              + call.caller().arn()
              + " is not authorized to perform: "
              + action
              + " on resource: "
              + shown
              + " because the resource does not exist in this Region, no resource-based policies allow"
              + " access, or a resource-based policy explicitly denies access");
    }
  }

  /** Whether the action is allowed, for operations that word their own refusal. */
  boolean decide(String action, AccountId owner, String shown, Optional<ResourcePolicy> policy) {
    Decision decision =
        authorizer.decide(new AccessRequest(call.caller(), action, owner, shown, policy));
    decided.add(new Decided(action, shown, decision));
    return decision.allowed();
  }

  /** The decisions as JSON, for the account's own eyes. */
  void writeTo(JsonGenerator json) {
    json.writeStartArray();
    for (Decided one : decided) {
      json.writeStartObject();
      json.writeStringProperty("action", one.action());
      json.writeStringProperty("resource", one.resource());
      json.writeBooleanProperty("allowed", one.decision().allowed());
      json.writeStringProperty("reason", one.decision().reason().name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
