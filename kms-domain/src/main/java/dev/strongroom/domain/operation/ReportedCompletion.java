package dev.strongroom.domain.operation;

import dev.strongroom.domain.error.KmsException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the metrics and the log how a call ended, and passes its result on. A call that failed by
 * our fault has one line for certain, which names the cause.
 */
final class ReportedCompletion<O extends Record> implements Completion<O> {
  private static final Logger LOG = LoggerFactory.getLogger(ReportedCompletion.class);
  private static final String ENDED = "{}:{} ended with {} after {} ms.{}";
  private static final String SUCCESS = "Success";
  private static final String UNKNOWN = "Unknown";

  private final Call call;
  private final Operation<?, O> operation;
  private final CallMetrics.OfOperation metrics;
  private final Completion<O> completion;
  private final long started = System.nanoTime();

  ReportedCompletion(
      Call call,
      Operation<?, O> operation,
      CallMetrics.OfOperation metrics,
      Completion<O> completion) {
    this.call = call;
    this.operation = operation;
    this.metrics = metrics;
    this.completion = completion;
  }

  @Override
  public void succeeded(O response) {
    try (var _ = LoggedCall.of(call.requestId())) {
      report(SUCCESS, false, null);
      completion.succeeded(response);
    }
  }

  @Override
  public void failed(KmsException error) {
    try (var _ = LoggedCall.of(call.requestId())) {
      report(error.code().jsonName(), error.code().isFault(), error.getCause());
      completion.failed(error);
    }
  }

  @Override
  public void unknown() {
    try (var _ = LoggedCall.of(call.requestId())) {
      report(UNKNOWN, true, null);
      completion.unknown();
    }
  }

  private void report(String outcome, boolean fault, @Nullable Throwable cause) {
    long nanos = System.nanoTime() - started;
    metrics.ended(outcome, nanos);
    if (fault || LOG.isDebugEnabled()) {
      Object[] said = {
        operation.service().actionPrefix(),
        operation.name(),
        outcome,
        TimeUnit.NANOSECONDS.toMillis(nanos),
        cause == null ? "" : " " + RootCause.of(cause)
      };
      if (fault) {
        LOG.warn(ENDED, said);
      } else {
        LOG.debug(ENDED, said);
      }
    }
  }
}
