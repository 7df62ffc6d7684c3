package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.key.StateRule;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a key's policy as it was written (AWS KMS API, GetKeyPolicy). */
public final class GetKeyPolicy implements Query<GetKeyPolicy.Request, GetKeyPolicy.Response> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.ANY);

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @Pattern(regexp = "[\\w]+") @Size(min = 1, max = 128) @Nullable String policyName) {}

  /** The output. */
  public record Response(String policy, String policyName) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.READ, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.onKey("kms:GetKeyPolicy", request.keyId(), KEY));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    String name = request.policyName();
    if (name != null && !name.equals(KeyPolicyDocument.DEFAULT_NAME)) {
      throw KeyPolicyDocument.noSuchPolicy();
    }
    return new Response(context.key().policy().document(), KeyPolicyDocument.DEFAULT_NAME);
  }
}
