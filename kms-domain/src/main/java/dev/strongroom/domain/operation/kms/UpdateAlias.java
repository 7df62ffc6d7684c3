package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.Alias;
import dev.strongroom.domain.key.Aliases;
import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.key.StateRule;
import dev.strongroom.domain.name.AliasName;
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

/** Lets an alias stand for another key (AWS KMS API, UpdateAlias). */
public final class UpdateAlias implements Change<UpdateAlias.Request, Nothing> {
  private static final String ACTION = "kms:UpdateAlias";
  private static final KeyRequirement CURRENT = KeyRequirement.managed(StateRule.ANY);
  private static final KeyRequirement NEW = KeyRequirement.managed(StateRule.NOT_BEING_DELETED);

  private final Aliases aliases;
  private final Clock clock;

  public UpdateAlias(Aliases aliases, Clock clock) {
    this.aliases = aliases;
    this.clock = clock;
  }

  /** The input. */
  public record Request(
      @NotNull @Pattern(regexp = "^[a-zA-Z0-9:/_-]+$") @Size(min = 1, max = 256) String aliasName,
      @NotNull @Size(min = 1, max = 2048) String targetKeyId) {}

  @Override
  public Facts<Request, Nothing> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Nothing.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    AliasName alias = AliasNames.parse(request.aliasName());
    return List.of(
        Permission.onAlias(ACTION, alias),
        Permission.onKeyOf(ACTION, alias, CURRENT),
        AliasNames.onTarget(ACTION, request.targetKeyId(), NEW));
  }

  @Override
  public Step<Nothing> prepare(Call call, Request request) {
    AliasName name = AliasNames.parse(request.aliasName());
    return context -> {
      Key current = context.keys().getFirst();
      Key wanted = context.keys().getLast();
      if (current.usage() != wanted.usage() || !current.spec().isOfTypeOf(wanted.spec())) {
        throw new KmsException(
            ErrorCode.VALIDATION,
            "The current and the new key of an alias must be of the same type and usage.");
      }
      Alias alias = aliases.lockByName(current.account(), call.region(), name).orElseThrow();
      // The key that it has already needs no room for it.
      if (!current.arn().equals(wanted.arn())) {
        AliasNames.requireRoom(aliases, wanted);
      }
      alias.pointTo(wanted.arn().key(), clock.instant());
      return Nothing.INSTANCE;
    };
  }
}
