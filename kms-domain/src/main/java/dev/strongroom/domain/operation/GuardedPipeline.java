package dev.strongroom.domain.operation;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.audit.AuditTrail;
import dev.strongroom.domain.audit.ChangeAudit;
import dev.strongroom.domain.identity.Credentials;
import dev.strongroom.domain.key.Aliases;
import dev.strongroom.domain.key.KeyPolicies;
import dev.strongroom.domain.key.KeyRing;
import dev.strongroom.domain.key.Keys;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.policy.Authorizer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The pipeline: validate, resolve, authorise, check usage and state, run, audit; the answer waits
 * for the audit's commit, which also proves that nothing it rests on has changed.
 */
public final class GuardedPipeline implements OperationPipeline, AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PipelineParts parts;
  private final RejectionLog rejections;

  public GuardedPipeline(
      Authorizer authorizer,
      KeyRing ring,
      Keys keys,
      Aliases aliases,
      KeyPolicies policies,
      Credentials credentials,
      AccountTransactions transactions,
      AccountKeys accountKeys,
      AuditTrail trail,
      ChangeAudit changeAudit,
      RejectionLog rejections) {
    KeyGate gate = new KeyGate(new KeyResolver(ring, keys, aliases), policies);
    this.parts =
        new PipelineParts(
            authorizer, gate, credentials, transactions, accountKeys, trail, changeAudit, threads);
    this.rejections = rejections;
  }

  @Override
  public <I extends Record, O extends Record> void run(
      Call call, Operation<I, O> operation, I request, Completion<O> completion) {
    switch (operation) {
      case Query<I, O> query -> new QueryRun<>(parts, call, query, request, completion).start();
      case Change<I, O> change ->
          threads.execute(new ChangeRun<>(parts, call, change, request, completion));
    }
  }

  @Override
  public void rejected(RejectedCall rejected) {
    rejections.record(rejected);
  }

  /** Waits for the calls that are under way. */
  @Override
  public void close() {
    threads.close();
  }
}
