package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.Alias;
import dev.strongroom.domain.key.Aliases;
import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.key.StateRule;
import dev.strongroom.domain.name.AliasArn;
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

/** Gives a key a name (AWS KMS API, CreateAlias). */
public final class CreateAlias implements Change<CreateAlias.Request, Nothing> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.NOT_BEING_DELETED);

  private final Aliases aliases;
  private final Clock clock;

  public CreateAlias(Aliases aliases, Clock clock) {
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
    AliasName alias = parse(request.aliasName());
    return List.of(
        Permission.onAlias("kms:CreateAlias", alias),
        AliasNames.onTarget("kms:CreateAlias", request.targetKeyId(), KEY));
  }

  @Override
  public Step<Nothing> prepare(Call call, Request request) {
    AliasName alias = parse(request.aliasName());
    AliasArn arn = new AliasArn(call.region(), call.caller().account(), alias);
    return context -> {
      Key key = context.key();
      if (aliases.contains(arn.account(), arn.region(), alias)) {
        throw new KmsException(
            ErrorCode.ALREADY_EXISTS, "An alias with the name " + arn + " already exists");
      }
      AliasNames.requireRoom(aliases, key);
      aliases.save(new Alias(arn, key.arn().key(), clock.instant()));
      return Nothing.INSTANCE;
    };
  }

  private static AliasName parse(String name) {
    AliasName alias = AliasNames.parse(name);
    if (alias.isReserved()) {
      throw new KmsException(
          ErrorCode.INVALID_ALIAS_NAME, "Aliases that begin with alias/aws/ are reserved.");
    }
    return alias;
  }
}
