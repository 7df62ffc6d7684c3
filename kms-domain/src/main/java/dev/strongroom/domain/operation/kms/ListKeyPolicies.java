package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.key.StateRule;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Markers;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the names of a key's policies (AWS KMS API, ListKeyPolicies). */
public final class ListKeyPolicies
    implements Query<ListKeyPolicies.Request, ListKeyPolicies.Response> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.ANY);
  private static final int USUAL_PAGE = 100;
  private static final List<String> NAMES = List.of(KeyPolicyDocument.DEFAULT_NAME);

  private final Markers markers;

  public ListKeyPolicies(Markers markers) {
    this.markers = markers;
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @Min(1) @Max(1000) @Nullable Integer limit,
      @Pattern(regexp = "[\\u0020-\\u00FF]*") @Size(min = 1, max = 1024) @Nullable String marker) {}

  /** The output. */
  public record Response(
      List<String> policyNames, @Nullable String nextMarker, boolean truncated) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.LIST, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.onKey("kms:ListKeyPolicies", request.keyId(), KEY));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    String key = context.key().arn().toString();
    String after = markers.open(context, name(), key, request.marker());
    int limit = request.limit() == null ? USUAL_PAGE : request.limit();
    List<String> found =
        NAMES.stream().filter(name -> after == null || name.compareTo(after) > 0).toList();
    Markers.Page<String> page = markers.page(context, name(), key, found, limit, name -> name);
    return new Response(page.items(), page.nextMarker(), page.truncated());
  }
}
