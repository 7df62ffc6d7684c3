package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.key.Key;
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

/** Takes tags from a key; those that it has not are no error (AWS KMS API, UntagResource). */
public final class UntagResource implements Change<UntagResource.Request, Nothing> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.NOT_BEING_DELETED);

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @NotNull List<@Size(min = 1, max = 128) String> tagKeys) {}

  @Override
  public Facts<Request, Nothing> facts() {
    return Facts.of(Service.KMS, AccessLevel.TAGGING, Request.class, Nothing.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.onKey("kms:UntagResource", request.keyId(), KEY));
  }

  @Override
  public Step<Nothing> prepare(Call call, Request request) {
    request.tagKeys().forEach(Tag::requireOrdinary);
    return context -> {
      Key key = context.key();
      key.tag(key.tags().without(request.tagKeys()));
      return Nothing.INSTANCE;
    };
  }
}
