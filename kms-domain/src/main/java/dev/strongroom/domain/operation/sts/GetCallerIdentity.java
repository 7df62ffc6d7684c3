package dev.strongroom.domain.operation.sts;

import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Service;
import java.util.List;

/** Says who the caller is; it needs no permission (AWS STS API, GetCallerIdentity). */
public final class GetCallerIdentity
    implements Query<GetCallerIdentity.Request, GetCallerIdentity.Response> {

  /** The input: none. */
  public record Request() {}

  /** The output. */
  public record Response(String userId, String account, String arn) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.STS, AccessLevel.READ, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of();
  }

  @Override
  public Response run(QueryContext context, Request request) {
    Caller caller = context.call().caller();
    return new Response(caller.principalId(), caller.account().toString(), caller.arn().value());
  }
}
