package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.key.StateRule;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Change;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Keeps a key that was to be deleted, disabled (AWS KMS API, CancelKeyDeletion). */
public final class CancelKeyDeletion
    implements Change<CancelKeyDeletion.Request, CancelKeyDeletion.Response> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.BEING_DELETED);

  /** The input. */
  public record Request(@NotNull @Size(min = 1, max = 2048) String keyId) {}

  /** The output. */
  public record Response(String keyId) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.onKey("kms:CancelKeyDeletion", request.keyId(), KEY));
  }

  @Override
  public Step<Response> prepare(Call call, Request request) {
    return context -> {
      Key key = context.key();
      key.cancelDeletion();
      return new Response(key.arn().toString());
    };
  }
}
