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

/** Stops a key from being used until it is enabled again (AWS KMS API, DisableKey). */
public final class DisableKey implements Change<DisableKey.Request, Nothing> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.SWITCHING);

  /** The input. */
  public record Request(@NotNull @Size(min = 1, max = 2048) String keyId) {}

  @Override
  public Facts<Request, Nothing> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Nothing.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.onKey("kms:DisableKey", request.keyId(), KEY));
  }

  @Override
  public Step<Nothing> prepare(Call call, Request request) {
    return context -> {
      context.key().disable();
      return Nothing.INSTANCE;
    };
  }
}
