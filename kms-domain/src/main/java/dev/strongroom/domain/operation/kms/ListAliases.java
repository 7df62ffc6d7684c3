package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.key.Alias;
import dev.strongroom.domain.key.Aliases;
import dev.strongroom.domain.key.StateRule;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;

/**
 * Lists the aliases of the caller's account in the region, or of one key (AWS KMS API,
 * ListAliases).
 */
public final class ListAliases implements Query<ListAliases.Request, ListAliases.Response> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.ANY);
  private static final int USUAL_PAGE = 50;
  // The model takes up to 1,000, the operation gives at most 100 a page.
  private static final int LARGEST_PAGE = 100;

  private final AccountTransactions transactions;
  private final Aliases aliases;
  private final Markers markers;

  public ListAliases(AccountTransactions transactions, Aliases aliases, Markers markers) {
    this.transactions = transactions;
    this.aliases = aliases;
    this.markers = markers;
  }

  /** The input. */
  public record Request(
      @Size(min = 1, max = 2048) @Nullable String keyId,
      @Min(1) @Max(1000) @Nullable Integer limit,
      @Pattern(regexp = "[\\u0020-\\u00FF]*") @Size(min = 1, max = 1024) @Nullable String marker) {}

  /** The output. */
  public record Response(List<Entry> aliases, @Nullable String nextMarker, boolean truncated) {}

  /** An alias in the list (AWS KMS API, AliasListEntry). */
  public record Entry(
      String aliasName,
      String aliasArn,
      String targetKeyId,
      Instant creationDate,
      Instant lastUpdatedDate) {

    static Entry of(Alias alias) {
      return new Entry(
          alias.arn().alias().value(),
          alias.arn().toString(),
          // Aliases of multi-Region keys show the mrk- form; there are none yet.
          new KeyId(alias.target(), false).toString(),
          alias.createdAt(),
          alias.updatedAt());
    }
  }

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.LIST, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return request.keyId() == null
        ? List.of(Permission.on("kms:ListAliases"))
        : List.of(Permission.onKey("kms:ListAliases", request.keyId(), KEY));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    Call call = context.call();
    context.reading().aboutToBlock();
    String filters = request.keyId() == null ? "" : context.key().arn().toString();
    String position =
        Objects.requireNonNullElse(markers.open(context, name(), filters, request.marker()), "");
    int limit = request.limit() == null ? USUAL_PAGE : Math.min(request.limit(), LARGEST_PAGE);
    List<Entry> found =
        page(context, request, position, limit + 1).stream().map(Entry::of).toList();
    Markers.Page<Entry> page =
        markers.page(context, name(), filters, found, limit, Entry::aliasName);
    return new Response(page.items(), page.nextMarker(), page.truncated());
  }

  private List<Alias> page(QueryContext context, Request request, String after, int count) {
    AccountId account = context.call().caller().account();
    String region = context.call().region().name();
    return transactions.read(
        account,
        () ->
            request.keyId() == null
                ? aliases.page(account.number(), region, after, Limit.of(count))
                : aliases.pageOf(
                    account.number(),
                    region,
                    context.key().arn().key().uuid(),
                    after,
                    Limit.of(count)));
  }
}
