package dev.strongroom.domain.operation.kms;

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
import jakarta.validation.constraints.Size;
import java.util.List;

/** Changes what a key says of itself (AWS KMS API, UpdateKeyDescription). */
public final class UpdateKeyDescription implements Change<UpdateKeyDescription.Request, Nothing> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.NOT_BEING_DELETED);

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @NotNull @Size(max = 8192) String description) {}

  @Override
  public Facts<Request, Nothing> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Nothing.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.onKey("kms:UpdateKeyDescription", request.keyId(), KEY));
  }

  @Override
  public Step<Nothing> prepare(Call call, Request request) {
    return context -> {
      context.key().describe(request.description());
      return Nothing.INSTANCE;
    };
  }
}
