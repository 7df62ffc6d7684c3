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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists a key's tags, by their keys (AWS KMS API, ListResourceTags). */
public final class ListResourceTags
    implements Query<ListResourceTags.Request, ListResourceTags.Response> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.ANY);
  // The model takes up to 1,000, the operation gives at most 50 a page.
  private static final int LARGEST_PAGE = 50;

  private final Markers markers;

  public ListResourceTags(Markers markers) {
    this.markers = markers;
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @Min(1) @Max(1000) @Nullable Integer limit,
      @Pattern(regexp = "[\\u0020-\\u00FF]*") @Size(min = 1, max = 1024) @Nullable String marker) {}

  /** The output. */
  public record Response(List<Tag> tags, @Nullable String nextMarker, boolean truncated) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.LIST, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.onKey("kms:ListResourceTags", request.keyId(), KEY));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    String key = context.key().arn().toString();
    String after =
        Objects.requireNonNullElse(markers.open(context, name(), key, request.marker()), "");
    int limit = request.limit() == null ? LARGEST_PAGE : Math.min(request.limit(), LARGEST_PAGE);
    List<Tag> found =
        context.key().tags().values().entrySet().stream()
            .filter(tag -> tag.getKey().compareTo(after) > 0)
            .limit(limit + 1L)
            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
            .toList();
    Markers.Page<Tag> page = markers.page(context, name(), key, found, limit, Tag::tagKey);
    return new Response(page.items(), page.nextMarker(), page.truncated());
  }
}
