package dev.strongroom.server.wiring;

import dev.strongroom.domain.account.Account;
import dev.strongroom.domain.account.AccountDirectory;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.keystore.DeploymentLock;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Completion;
import dev.strongroom.domain.operation.Operation;
import dev.strongroom.domain.operation.OperationPipeline;
import dev.strongroom.domain.operation.platform.CreateAccount;
import dev.strongroom.domain.operation.platform.CreateRootAccessKey;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.TenantCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Makes the first tenant at the first start, and leaves its credentials in the home. Where the
 * home's own database is used and the file has gone, the tenant gets another access key.
 */
final class FirstTenant {
  private static final String NAME = "default";

  private final DeploymentLock lock;
  private final OperationPipeline pipeline;
  private final AccountDirectory directory;
  private final CreateAccount createAccount;
  private final CreateRootAccessKey createAccessKey;
  private final Platform platform;
  private final Home home;
  private final Clock clock;

  FirstTenant(
      DeploymentLock lock,
      OperationPipeline pipeline,
      AccountDirectory directory,
      CreateAccount createAccount,
      CreateRootAccessKey createAccessKey,
      Platform platform,
      Home home,
      Clock clock) {
    this.lock = lock;
    this.pipeline = pipeline;
    this.directory = directory;
    this.createAccount = createAccount;
    this.createAccessKey = createAccessKey;
    this.platform = platform;
    this.home = home;
    this.clock = clock;
  }

  /**
   * @param homeOwnsDatabase whether the database is this home's alone, so that a missing file means
   *     that nobody has the credentials
   */
  void ensure(boolean homeOwnsDatabase) {
    lock.call(
        () -> {
          makeIfMissing(homeOwnsDatabase);
          return homeOwnsDatabase;
        });
  }

  private void makeIfMissing(boolean homeOwnsDatabase) {
    Optional<AccountId> tenant =
        directory.all().stream()
            .filter(entry -> entry.kind() == Account.Kind.TENANT)
            .map(AccountDirectory.Entry::account)
            .findFirst();
    if (tenant.isEmpty()) {
      CreateAccount.Response made = run(createAccount, new CreateAccount.Request(NAME));
      write(made.accountId(), made.accessKeyId(), made.secretAccessKey());
    } else if (homeOwnsDatabase && !Files.exists(home.credentials())) {
      CreateRootAccessKey.Response made =
          run(createAccessKey, new CreateRootAccessKey.Request(tenant.get().toString()));
      write(made.accountId(), made.accessKeyId(), made.secretAccessKey());
    }
  }

  private void write(String account, String accessKeyId, String secret) {
    try {
      new TenantCredentials(account, NAME, accessKeyId, secret).write(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <I extends Record, O extends Record> O run(Operation<I, O> operation, I request) {
    Call call =
        new Call(
            UUID.randomUUID().toString(),
            platform.operator(),
            platform.homeRegion(),
            clock.instant(),
            new Call.Origin("local", Optional.empty(), Optional.empty(), Optional.empty()));
    CompletableFuture<O> result = new CompletableFuture<>();
    pipeline.run(call, operation, request, new Completing<>(result));
    return result.join();
  }

  private record Completing<O extends Record>(CompletableFuture<O> result)
      implements Completion<O> {
    @Override
    public void succeeded(O response) {
      result.complete(response);
    }

    @Override
    public void failed(KmsException error) {
      result.completeExceptionally(error);
    }

    @Override
    public void unknown() {
      result.completeExceptionally(
          new IllegalStateException("The database was lost while the first tenant was made."));
    }
  }
}
