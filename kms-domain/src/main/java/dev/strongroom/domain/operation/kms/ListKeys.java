package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.key.Keys;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.AllowedValues;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Markers;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;

/** Lists the keys of the caller's account in the region (AWS KMS API, ListKeys). */
public final class ListKeys implements Query<ListKeys.Request, ListKeys.Response> {
  private static final int USUAL_PAGE = 100;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final AccountTransactions transactions;
  private final Keys keys;
  private final Markers markers;

  public ListKeys(AccountTransactions transactions, Keys keys, Markers markers) {
    this.transactions = transactions;
    this.keys = keys;
    this.markers = markers;
  }

  /** Whose keys are listed. */
  public enum ResourceOwner {
    SELF,
    OTHER_ACCOUNTS_VIA_RAM
  }

  /** The input. */
  public record Request(
      @Min(1) @Max(1000) @Nullable Integer limit,
      @Pattern(regexp = "[\\u0020-\\u00FF]*") @Size(min = 1, max = 1024) @Nullable String marker,
      @AllowedValues(ResourceOwner.class) @Size(min = 1, max = 2)
          @Nullable List<String> resourceOwners) {}

  /** The output. */
  public record Response(List<Entry> keys, @Nullable String nextMarker, boolean truncated) {}

  /** A key in the list (AWS KMS API, KeyListEntry). */
  public record Entry(String keyId, String keyArn) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.LIST, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.on("kms:ListKeys"));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    Call call = context.call();
    List<String> owners = request.resourceOwners();
    context.reading().aboutToBlock();
    String filters = owners == null ? "" : String.join(",", owners);
    String position = markers.open(context, name(), filters, request.marker());
    if (owners != null && !owners.contains(ResourceOwner.SELF.name())) {
      // No keys are shared through a resource access manager.
      return new Response(List.of(), null, false);
    }
    AccountId account = call.caller().account();
    int limit = request.limit() == null ? USUAL_PAGE : request.limit();
    UUID after = position == null ? BEFORE_ALL : UUID.fromString(position);
    List<KeyId> found =
        transactions
            .read(
                account,
                () -> keys.page(account.number(), call.region().name(), after, Limit.of(limit + 1)))
            .stream()
            .map(Keys.Listed::id)
            .toList();
    Markers.Page<Entry> page =
        markers
            .page(context, name(), filters, found, limit, id -> id.uuid().toString())
            .map(id -> entry(new KeyArn(call.region(), account, id)));
    return new Response(page.items(), page.nextMarker(), page.truncated());
  }

  private static Entry entry(KeyArn key) {
    return new Entry(key.key().toString(), key.toString());
  }
}
