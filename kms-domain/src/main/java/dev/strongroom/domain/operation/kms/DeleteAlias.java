package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.key.Aliases;
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
import java.util.List;

/** Takes an alias away; its key stays as it is (AWS KMS API, DeleteAlias). */
public final class DeleteAlias implements Change<DeleteAlias.Request, Nothing> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.ANY);

  private final Aliases aliases;

  public DeleteAlias(Aliases aliases) {
    this.aliases = aliases;
  }

  /** The input. */
  public record Request(
      @NotNull @Pattern(regexp = "^[a-zA-Z0-9:/_-]+$") @Size(min = 1, max = 256)
          String aliasName) {}

  @Override
  public Facts<Request, Nothing> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Nothing.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    AliasName alias = AliasNames.parse(request.aliasName());
    return List.of(
        Permission.onAlias("kms:DeleteAlias", alias),
        Permission.onKeyOf("kms:DeleteAlias", alias, KEY));
  }

  @Override
  public Step<Nothing> prepare(Call call, Request request) {
    AliasName name = AliasNames.parse(request.aliasName());
    return context -> {
      aliases.lockByName(call.caller().account(), call.region(), name).ifPresent(aliases::delete);
      return Nothing.INSTANCE;
    };
  }
}
