package dev.strongroom.domain.operation;

import dev.strongroom.domain.audit.AuditEvent;
import dev.strongroom.domain.audit.EventRecord;
import dev.strongroom.domain.audit.EventRecord.JsonPart;
import dev.strongroom.domain.audit.Outcome;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.fairness.Requester;
import dev.strongroom.domain.freshness.Reading;
import dev.strongroom.domain.freshness.WouldBlockException;
import dev.strongroom.domain.key.KeySnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a {@link Query}. It first runs where it arrives; when something is not in memory, or
 * when what it used has changed before its event was committed, it runs again on a virtual thread.
 */
final class QueryRun<I extends Record, O extends Record> {
  // Each repetition means that something it used was changed just then.
  private static final int MOST_ATTEMPTS = 20;

  private final PipelineParts parts;
  private final Query<I, O> query;
  private final I request;
  private final Completion<O> completion;
  private final Kept kept = new Kept();
  private Call call;
  private int attempts;
  // When the call first began to wait for what is scarce; 0 until then.
  private long since;

  QueryRun(PipelineParts parts, Call call, Query<I, O> query, I request, Completion<O> completion) {
    this.parts = parts;
    this.call = call;
    this.query = query;
    this.request = request;
    this.completion = completion;
  }

  void start() {
    if (query.takesLong(request)) {
      parts.execute(call, this::attemptPatiently);
      return;
    }
    try {
      attempt(false);
    } catch (WouldBlockException e) {
      parts.execute(call, this::attemptPatiently);
    }
  }

  private void attemptPatiently() {
    if (since == 0) {
      since = System.nanoTime();
    }
    Requester.run(call.caller().account(), since, () -> attempt(true));
  }

  private void attempt(boolean mayBlock) {
    if (call.hasStaleCaller()) {
      if (!mayBlock) {
        throw WouldBlockException.INSTANCE;
      }
      try {
        call = call.renewed(parts.credentials());
      } catch (RuntimeException e) {
        KmsException error = Failures.translate(e, call, query.name());
        AuditEvent event =
            new Events(call, query, request)
                .failure(error, List.of(), new Access(parts.authorizer(), call));
        parts.trail().submit(event, () -> event, List.of(), new Released(null, error));
        return;
      }
    }
    Reading reading = new Reading(call.caller().account(), mayBlock, call.caller().dependencies());
    Access access = new Access(parts.authorizer(), call);
    List<EventRecord.Resource> resources = new ArrayList<>();
    Events events = new Events(call, query, request);
    O response = null;
    KmsException error = null;
    AuditEvent made;
    try {
      RequestValidator.validate(request);
      List<KeySnapshot> keys =
          parts.gate().open(call, query.permissions(call, request), reading, access, resources);
      QueryContext context = new QueryContext(call, reading, keys, kept);
      response = query.run(context, request);
      if (query.dryRun(request)) {
        RecordShape.wipe(response);
        throw dryRun();
      }
      made = events.success(JsonPart.NULL, context.usedMaterials(), resources, access);
    } catch (WouldBlockException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Errors too: a call without an answer would hold its connection for ever.
      error = Failures.translate(e, call, query.name());
      made = events.failure(error, resources, access);
    }
    AuditEvent event = made;
    boolean failed = error != null;
    // Should the answer to the commit be lost: a failure stays one, a success may not have got in.
    parts
        .trail()
        .submit(
            event,
            () ->
                failed
                    ? event
                    : events.failure(event.id(), Failures.notAudited(), resources, access),
            reading.dependencies(),
            new Released(response, error));
  }

  static KmsException dryRun() {
    return new KmsException(
        ErrorCode.DRY_RUN, "The request would have succeeded, but the DryRun option is set.");
  }

  /** Lets the answer out once its event is committed. */
  private final class Released implements Outcome {
    private final @Nullable O response;
    private final @Nullable KmsException error;

    Released(@Nullable O response, @Nullable KmsException error) {
      this.response = response;
      this.error = error;
    }

    @Override
    public void committed() {
      kept.close();
      RecordShape.wipe(request);
      if (error != null) {
        completion.failed(error);
      } else if (response != null) {
        completion.succeeded(response);
      }
    }

    @Override
    public void stale() {
      dropResponse();
      attempts++;
      if (attempts < MOST_ATTEMPTS) {
        parts.execute(call, QueryRun.this::attemptPatiently);
      } else {
        failed(new IllegalStateException("what the call used kept changing"));
      }
    }

    @Override
    public void failed(Exception cause) {
      kept.close();
      dropResponse();
      RecordShape.wipe(request);
      completion.failed(Failures.notAudited(cause));
    }

    private void dropResponse() {
      if (response != null) {
        RecordShape.wipe(response);
      }
    }
  }
}
