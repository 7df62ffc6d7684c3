package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.key.KeyPolicies;
import dev.strongroom.domain.key.KeyPolicy;
import dev.strongroom.domain.key.StateRule;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Change;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Nothing;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a key another policy; the one before stays as an older version (AWS KMS API, PutKeyPolicy).
 * The only policies there are leave the caller its rights, so the lockout check has nothing to
 * refuse.
 */
public final class PutKeyPolicy implements Change<PutKeyPolicy.Request, Nothing> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.ANY);

  private final KeyPolicies policies;
  private final Clock clock;

  public PutKeyPolicy(KeyPolicies policies, Clock clock) {
    this.policies = policies;
    this.clock = clock;
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @Pattern(regexp = "[\\w]+") @Size(min = 1, max = 128) @Nullable String policyName,
      @NotNull
          @Pattern(regexp = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+")
          @Size(min = 1, max = 131072)
          String policy,
      @Nullable Boolean bypassPolicyLockoutSafetyCheck) {}

  @Override
  public Facts<Request, Nothing> facts() {
    return Facts.of(Service.KMS, AccessLevel.PERMISSIONS_MANAGEMENT, Request.class, Nothing.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.onKey("kms:PutKeyPolicy", request.keyId(), KEY));
  }

  @Override
  public Step<Nothing> prepare(Call call, Request request) {
    return context -> {
      requireManaged(request.policyName());
      Key key = context.key();
      String document = KeyPolicyDocument.accepted(request.policy(), key.account());
      if (!document.equals(policies.inForce(key).document())) {
        policies.save(new KeyPolicy(key.arn(), key.nextPolicyVersion(), document, clock.instant()));
      }
      return Nothing.INSTANCE;
    };
  }

  private static void requireManaged(@Nullable String name) {
    if (KeyPolicyDocument.SHARING_NAME.equals(name)) {
      throw new KmsException(
          ErrorCode.VALIDATION, "The AWS_RAM policy can only be managed by the RAM service.");
    }
    if (name != null && !name.equals(KeyPolicyDocument.DEFAULT_NAME)) {
      throw KeyPolicyDocument.noSuchPolicy();
    }
  }
}
