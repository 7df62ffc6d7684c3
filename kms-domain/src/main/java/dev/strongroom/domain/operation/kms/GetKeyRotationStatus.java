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
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whether and when a key's material is rotated (AWS KMS API, GetKeyRotationStatus). It is for
 * no key yet: EnableKeyRotation and RotateKeyOnDemand are refused, and infrastructure tools ask
 * this of every key that they make.
 */
public final class GetKeyRotationStatus
    implements Query<GetKeyRotationStatus.Request, GetKeyRotationStatus.Response> {
  private static final KeyRequirement KEY =
      new KeyRequirement(StateRule.ANY, Optional.empty(), false, true);

  /** The input. */
  public record Request(@NotNull @Size(min = 1, max = 2048) String keyId) {}

  /**
   * The output; what is null is left out, as for a key that is not rotated.
   *
   * @param keyId the bare id, as in the API's examples
   */
  public record Response(
      String keyId,
      boolean keyRotationEnabled,
      @Nullable Instant nextRotationDate,
      @Nullable Instant onDemandRotationStartDate,
      @Nullable Integer rotationPeriodInDays) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.READ, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.onKey("kms:GetKeyRotationStatus", request.keyId(), KEY));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    return new Response(context.key().arn().key().toString(), false, null, null, null);
  }
}
