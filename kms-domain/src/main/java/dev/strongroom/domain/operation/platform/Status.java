package dev.strongroom.domain.operation.platform;

import dev.strongroom.domain.account.Account;
import dev.strongroom.domain.account.AccountDirectory;
import dev.strongroom.domain.keystore.Deployment;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Service;
import java.util.List;

/** Says how the deployment is. */
public final class Status implements Query<Status.Request, Status.Response> {
  private final Deployment deployment;
  private final AccountDirectory directory;
  private final TokenStatus token;

  /** What the token says of itself. */
  @FunctionalInterface
  public interface TokenStatus {
    /** The token's label, model and firmware, in one line. */
    String describe();
  }

  public Status(Deployment deployment, AccountDirectory directory, TokenStatus token) {
    this.deployment = deployment;
    this.directory = directory;
    this.token = token;
  }

  /** The input: none. */
  public record Request() {}

  /** The output. */
  public record Response(String deploymentId, int tenants, String token) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.PLATFORM, AccessLevel.READ, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.on("strongroom:Status"));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    context.reading().aboutToBlock();
    long tenants =
        directory.all().stream().filter(entry -> entry.kind() == Account.Kind.TENANT).count();
    return new Response(deployment.id().toString(), (int) tenants, token.describe());
  }
}
