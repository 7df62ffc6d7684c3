package dev.strongroom.domain.operation.kms;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a key (AWS KMS API, DescribeKey). */
public final class DescribeKey implements Query<DescribeKey.Request, DescribeKey.Response> {

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens) {}

  /** The output. */
  public record Response(KeyMetadata keyMetadata) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.READ, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(Permission.onKey("kms:DescribeKey", request.keyId(), KeyRequirement.DESCRIBED));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    return new Response(KeyMetadata.of(context.key()));
  }
}
