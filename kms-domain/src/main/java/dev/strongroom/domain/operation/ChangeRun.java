package dev.strongroom.domain.operation;

import dev.strongroom.domain.audit.AuditEvent;
import dev.strongroom.domain.audit.EventRecord;
import dev.strongroom.domain.audit.Outcome;
import dev.strongroom.domain.audit.StaleReadingException;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.fairness.Requester;
import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.name.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * One call of a {@link Change}, on a virtual thread: state, decision and audit event are read and
 * written in one transaction, so that the change and its event are committed together or not at
 * all.
 */
final class ChangeRun<I extends Record, O extends Record> implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeRun.class);
  private static final int MOST_ATTEMPTS = 10;
  private static final Duration SETTLING = Duration.ofSeconds(15);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private final PipelineParts parts;
  private final Change<I, O> change;
  private final I request;
  private final Completion<O> completion;
  private Call call;
  private Events events;
  private int attempts;

  ChangeRun(
      PipelineParts parts, Call call, Change<I, O> change, I request, Completion<O> completion) {
    this.parts = parts;
    this.call = call;
    this.change = change;
    this.request = request;
    this.completion = completion;
    this.events = new Events(call, change, request);
  }

  @Override
  public void run() {
    Requester.run(call.caller().account(), this::attemptUntilDecided);
  }

  private void attemptUntilDecided() {
    while (true) {
      attempts++;
      if (call.hasStaleCaller()) {
        try {
          call = call.renewed(parts.credentials());
        } catch (RuntimeException e) {
          refuse(new Attempt(), List.of(), e);
          return;
        }
        events = new Events(call, change, request);
      }
      Attempt one = new Attempt();
      try {
        O response = one.commit();
        RecordShape.wipe(request);
        completion.succeeded(response);
        return;
      } catch (StaleReadingException
          | DataIntegrityViolationException
          | PessimisticLockingFailureException e) {
        // Somebody else was faster; what they committed decides now. Data that the database does
        // not
        // take at all is no conflict.
        if (attempts >= MOST_ATTEMPTS || Failures.isOfTheData(e)) {
          refuse(one, one.reading.dependencies(), e);
          return;
        }
        parts.trail().awaitLook();
      } catch (RuntimeException | Error e) {
        // Errors too: a call without an answer would hold its connection for ever.
        if (one.inDoubt()) {
          settle(one, e);
        } else {
          refuse(one, one.reading.dependencies(), e);
        }
        return;
      }
    }
  }

  /** One attempt at the transaction. */
  private final class Attempt {
    final Reading reading =
        new Reading(call.caller().account(), true, call.caller().dependencies());
    final Access access = new Access(parts.authorizer(), call);
    final List<EventRecord.Resource> resources = new ArrayList<>();
    Optional<AuditEvent> written = Optional.empty();
    Optional<O> response = Optional.empty();

    O commit() {
      RequestValidator.validate(request);
      AccountId account = call.caller().account();
      List<Permission> permissions = change.permissions(call, request);
      for (Permission permission : permissions) {
        if (permission.resource() instanceof Permission.Everything) {
          access.require(permission.action());
        }
      }
      // So that no row's seal waits for the token inside the transaction.
      parts.accountKeys().prepare(account);
      Change.Step<O> step = change.prepare(call, request);
      return parts.transactions().change(account, () -> apply(permissions, step));
    }

    private O apply(List<Permission> permissions, Change.Step<O> step) {
      List<Key> keys = parts.gate().lock(call, permissions, access, resources);
      ChangeContext context = new ChangeContext(call, keys);
      O result = step.apply(context);
      if (change.dryRun(request)) {
        throw QueryRun.dryRun();
      }
      parts.transactions().flush();
      parts.changeAudit().check(reading);
      resources.addAll(context.touched());
      AuditEvent event = events.success(AuditParameters.of(result), Map.of(), resources, access);
      parts.changeAudit().insert(event);
      response = Optional.of(result);
      written = Optional.of(event);
      return result;
    }

    /** Whether everything was written and only the answer to COMMIT is missing. */
    boolean inDoubt() {
      return written.isPresent();
    }
  }

  private void refuse(Attempt attempt, Collection<Dependency> dependencies, Throwable cause) {
    KmsException error = Failures.translate(cause, call, change.name());
    AuditEvent event = events.failure(error, attempt.resources, attempt.access);
    parts.trail().submit(event, () -> event, dependencies, new Refused(error));
  }

  /**
   * The connection was lost in COMMIT. A call that answers with an error must not have changed
   * anything, so it is found out what happened; if that cannot be done in time, no answer is given.
   */
  private void settle(Attempt attempt, Throwable cause) {
    KmsException error = Failures.translate(cause, call, change.name());
    AuditEvent written = attempt.written.orElseThrow();
    AuditEvent failure = events.failure(written.id(), error, attempt.resources, attempt.access);
    long deadline = System.nanoTime() + SETTLING.toNanos();
    while (true) {
      try {
        boolean committed = parts.changeAudit().settle(failure);
        RecordShape.wipe(request);
        if (committed) {
          completion.succeeded(attempt.response.orElseThrow());
        } else {
          completion.failed(error);
        }
        return;
      } catch (RuntimeException e) {
        if (System.nanoTime() > deadline) {
          LOG.error(
              "Whether request {} was committed cannot be found out; it gets no answer. {}",
              call.requestId(),
              RootCause.of(e));
          LOG.debug(
              "The last try to find out whether request {} was committed.", call.requestId(), e);
          completion.unknown();
          return;
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets a refusal out once its event is committed. */
  private final class Refused implements Outcome {
    private final KmsException error;

    Refused(KmsException error) {
      this.error = error;
    }

    @Override
    public void committed() {
      RecordShape.wipe(request);
      completion.failed(error);
    }

    @Override
    public void stale() {
      if (attempts < MOST_ATTEMPTS) {
        // Refused on what has changed meanwhile: decided again from the start.
        Thread.startVirtualThread(LoggedCall.carrying(call.requestId(), ChangeRun.this));
      } else {
        failed(new IllegalStateException("what the call used kept changing"));
      }
    }

    @Override
    public void failed(Exception cause) {
      RecordShape.wipe(request);
      completion.failed(Failures.notAudited(cause));
    }
  }
}
