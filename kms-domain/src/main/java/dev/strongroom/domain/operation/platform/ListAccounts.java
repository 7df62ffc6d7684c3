package dev.strongroom.domain.operation.platform;

import dev.strongroom.domain.account.Account;
import dev.strongroom.domain.account.AccountDirectory;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.account.Accounts;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Markers;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists the tenants, oldest first. Which there are is asked of the directory; what each is called
 * is read in its own scope, where its seal is verified.
 */
public final class ListAccounts implements Query<ListAccounts.Request, ListAccounts.Response> {
  // Each account is a transaction, and may be a call to the token.
  private static final int LARGEST_PAGE = 100;

  private final AccountDirectory directory;
  private final AccountTransactions transactions;
  private final Accounts accounts;
  private final AccountKeys accountKeys;
  private final Markers markers;

  public ListAccounts(
      AccountDirectory directory,
      AccountTransactions transactions,
      Accounts accounts,
      AccountKeys accountKeys,
      Markers markers) {
    this.directory = directory;
    this.transactions = transactions;
    this.accounts = accounts;
    this.accountKeys = accountKeys;
    this.markers = markers;
  }

  /** The input. */
  public record Request(
      @Min(1) @Max(LARGEST_PAGE) @Nullable Integer limit,
      @Size(min = 1, max = 1024) @Nullable String marker) {}

  /** The output. */
  public record Response(List<Entry> accounts, @Nullable String nextMarker, boolean truncated) {}

  /**
   * An account in the list.
   *
   * @param state {@code ACTIVE} or {@code SUSPENDED}
   */
  public record Entry(String accountId, String name, String state, Instant creationDate) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.PLATFORM, AccessLevel.LIST, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.on("strongroom:ListAccounts"));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    context.reading().aboutToBlock();
    String position = markers.open(context, name(), "", request.marker());
    int limit = request.limit() == null ? LARGEST_PAGE : request.limit();
    Stream<AccountId> tenants =
        directory.all().stream()
            .filter(entry -> entry.kind() == Account.Kind.TENANT)
            .map(AccountDirectory.Entry::account);
    if (position != null) {
      AccountId last = AccountId.parse(position);
      tenants = tenants.dropWhile(account -> !account.equals(last)).skip(1);
    }
    Markers.Page<Entry> page =
        markers
            .page(
                context, name(), "", tenants.limit(limit + 1).toList(), limit, AccountId::toString)
            .map(this::entry);
    return new Response(page.items(), page.nextMarker(), page.truncated());
  }

  private Entry entry(AccountId id) {
    // So that verifying the seal does not wait for the token inside the transaction.
    accountKeys.prepare(id);
    Account account = transactions.read(id, () -> accounts.byId(id)).orElseThrow();
    return new Entry(id.toString(), account.name(), account.state().name(), account.createdAt());
  }
}
