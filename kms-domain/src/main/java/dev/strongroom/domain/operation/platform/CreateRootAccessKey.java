package dev.strongroom.domain.operation.platform;

import dev.strongroom.domain.account.AccountDirectory;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.identity.AccessKeySecrets;
import dev.strongroom.domain.identity.AccessKeys;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Change;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Sensitive;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.util.List;

/** Gives an account's root another access key: the way back in when the first one is lost. */
public final class CreateRootAccessKey
    implements Change<CreateRootAccessKey.Request, CreateRootAccessKey.Response> {
  private final AccountDirectory directory;
  private final AccessKeySecrets secrets;
  private final AccessKeys accessKeys;
  private final AccountTransactions transactions;
  private final Clock clock;

  public CreateRootAccessKey(
      AccountDirectory directory,
      AccessKeySecrets secrets,
      AccessKeys accessKeys,
      AccountTransactions transactions,
      Clock clock) {
    this.directory = directory;
    this.secrets = secrets;
    this.accessKeys = accessKeys;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The input. */
  public record Request(@NotNull @Pattern(regexp = "[0-9]{12}") String accountId) {}

  /** The output. */
  public record Response(String accountId, String accessKeyId, @Sensitive String secretAccessKey) {
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
    return List.of(Permission.on("strongroom:CreateRootAccessKey"));
  }

  @Override
  public Step<Response> prepare(Call call, Request request) {
    AccountId account = AccountId.parse(request.accountId());
    if (directory.all().stream().noneMatch(entry -> entry.account().equals(account))) {
      throw new KmsException(ErrorCode.NOT_FOUND, "There is no account " + account + ".");
    }
    AccessKeySecrets.Issued issued = secrets.issueForRoot(account, clock.instant());
    return context ->
        transactions.within(
            account,
            () -> {
              accessKeys.saveAndFlush(issued.key());
              return new Response(request.accountId(), issued.key().accessKeyId(), issued.secret());
            });
  }
}
