package dev.strongroom.domain.operation;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.audit.AuditTrail;
import dev.strongroom.domain.audit.ChangeAudit;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.identity.Credentials;
import dev.strongroom.domain.key.Aliases;
import dev.strongroom.domain.key.KeyPolicies;
import dev.strongroom.domain.key.KeyRing;
import dev.strongroom.domain.key.Keys;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.policy.Authorizer;
import dev.strongroom.domain.throttle.Throttle;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline: throttle, validate, resolve, authorise, check usage and state, run, audit; the
 * answer waits for the audit's commit, which also proves that nothing it rests on has changed.
 */
public final class GuardedPipeline implements OperationPipeline, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedPipeline.class);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PipelineParts parts;
  private final RejectionLog rejections;
  private final Throttle throttle;
  private final CallMetrics metrics;

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
      RejectionLog rejections,
      Throttle throttle,
      CallMetrics metrics) {
    KeyGate gate = new KeyGate(new KeyResolver(ring, keys, aliases), policies);
    this.parts =
        new PipelineParts(
            authorizer, gate, credentials, transactions, accountKeys, trail, changeAudit, threads);
    this.rejections = rejections;
    this.throttle = throttle;
    this.metrics = metrics;
  }

  @Override
  public <I extends Record, O extends Record> void run(
      Call call, Operation<I, O> operation, I request, Completion<O> completion) {
    var reported = new ReportedCompletion<O>(call, operation, metrics.of(operation), completion);
    try (var _ = LoggedCall.of(call.requestId())) {
      if (isThrottled(call, operation, request)) {
        KmsException refusal = throttled(operation.service());
        rejections.record(RejectedCall.throttled(call, operation, refusal));
        RecordShape.wipe(request);
        reported.failed(refusal);
        return;
      }
      switch (operation) {
        case Query<I, O> query -> new QueryRun<>(parts, call, query, request, reported).start();
        case Change<I, O> change ->
            parts.execute(call, new ChangeRun<>(parts, call, change, request, reported));
      }
    }
  }

  private <I extends Record> boolean isThrottled(Call call, Operation<I, ?> operation, I request) {
    return !throttle.admits(
        call.caller().account(),
        call.region(),
        operation.service().signingName(),
        operation.name(),
        operation.chargedFor(request));
  }

  /** In AWS's words, which tell no number. */
  private static KmsException throttled(Service service) {
    return new KmsException(
        ErrorCode.THROTTLING,
        service == Service.KMS
            ? "You have exceeded the rate at which you may call KMS. Reduce the frequency of your"
                + " calls."
            : "Rate exceeded");
  }

  @Override
  public void rejected(RejectedCall rejected) {
    metrics.rejected(rejected);
    KmsException error = rejected.error();
    if (error.code().isFault()) {
      LOG.warn(
          "A call was rejected with {}.{}",
          error.code().jsonName(),
          error.getCause() == null ? "" : " " + RootCause.of(error.getCause()));
    }
    rejections.record(rejected);
  }

  /** Waits for the calls that are under way. */
  @Override
  public void close() {
    threads.close();
  }
}
