package dev.strongroom.domain.operation.platform;

import dev.strongroom.domain.account.Account;
import dev.strongroom.domain.account.AccountDirectory;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.audit.EventRecord;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.identity.AccessKeySecrets;
import dev.strongroom.domain.name.AccountName;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Change;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Sensitive;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** Makes an account, and gives the access key of its root, whose secret is not shown again. */
public final class CreateAccount implements Change<CreateAccount.Request, CreateAccount.Response> {
  private final AccountOpening opening;
  private final AccountDirectory directory;
  private final AccountTransactions transactions;

  public CreateAccount(
      AccountOpening opening, AccountDirectory directory, AccountTransactions transactions) {
    this.opening = opening;
    this.directory = directory;
    this.transactions = transactions;
  }

  /** The input. */
  public record Request(@NotNull String name) {}

  /**
   * The output.
   *
   * @param othersOfThisName how many tenants had the name before; a name need not be unique
   */
  public record Response(
      String accountId,
      String name,
      int othersOfThisName,
      String accessKeyId,
      @Sensitive String secretAccessKey) {
    @Override
    public String toString() {
      return "Response[" + accountId + ", " + accessKeyId + "]";
    }
  }

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.PLATFORM, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.on("strongroom:CreateAccount"));
  }

  @Override
  public Step<Response> prepare(Call call, Request request) {
    if (!AccountName.isAccountName(request.name())) {
      throw new KmsException(ErrorCode.VALIDATION, AccountName.RULE);
    }
    AccountName name = new AccountName(request.name());
    int others = directory.countTenantsNamed(name);
    AccountOpening.Opened opened = opening.prepare(name, Account.Kind.TENANT);
    return context ->
        transactions.within(
            opened.account().account(),
            () -> {
              opening.store(opened);
              AccessKeySecrets.Issued credential = opened.credential().orElseThrow();
              String id = opened.account().account().toString();
              context.touched(
                  new EventRecord.Resource(
                      opened.account().account(), AccountOpening.RESOURCE_TYPE, id));
              return new Response(
                  id, name.value(), others, credential.key().accessKeyId(), credential.secret());
            });
  }
}
