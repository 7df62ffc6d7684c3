package dev.strongroom.domain.operation;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.audit.AuditTrail;
import dev.strongroom.domain.audit.ChangeAudit;
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
  private final Authorizer authorizer;
  private final KeyGate gate;
  private final AccountTransactions transactions;
  private final AccountKeys accountKeys;
  private final AuditTrail trail;
  private final ChangeAudit changeAudit;
  private final Rejections rejections;

  public GuardedPipeline(
      Authorizer authorizer,
      KeyRing ring,
      Keys keys,
      KeyPolicies policies,
      AccountTransactions transactions,
      AccountKeys accountKeys,
      AuditTrail trail,
      ChangeAudit changeAudit,
      Rejections rejections) {
    this.authorizer = authorizer;
    this.gate = new KeyGate(new KeyResolver(ring, keys), policies);
    this.transactions = transactions;
    this.accountKeys = accountKeys;
    this.trail = trail;
    this.changeAudit = changeAudit;
    this.rejections = rejections;
  }

  @Override
  public <I extends Record, O extends Record> void run(
      Call call, Operation<I, O> operation, I request, Completion<O> completion) {
    switch (operation) {
      case Query<I, O> query ->
          new QueryRun<>(call, query, request, completion, authorizer, gate, trail, threads)
              .start();
      case Change<I, O> change ->
          threads.execute(
              new ChangeRun<>(
                  call,
                  change,
                  request,
                  completion,
                  authorizer,
                  gate,
                  trail,
                  changeAudit,
                  transactions,
                  accountKeys));
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
