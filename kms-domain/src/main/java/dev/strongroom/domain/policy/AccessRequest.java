package dev.strongroom.domain.policy;

import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.name.AccountId;
import java.util.Optional;

/**
 * A question for the {@link Authorizer}.
 *
 * @param caller who asks
 * @param action the action with its service, such as {@code kms:Encrypt}
 * @param owner the account that the resource belongs to
 * @param resource the resource's ARN, or {@code *} where the action has none
 * @param resourcePolicy the resource's policy, where it has one
 */
public record AccessRequest(
    Caller caller,
    String action,
    AccountId owner,
    String resource,
    Optional<ResourcePolicy> resourcePolicy) {}
