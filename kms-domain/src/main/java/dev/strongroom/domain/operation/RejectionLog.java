package dev.strongroom.domain.operation;

import dev.strongroom.domain.audit.AuditEvent;
import dev.strongroom.domain.audit.AuditTrail;
import dev.strongroom.domain.audit.EventIds;
import dev.strongroom.domain.audit.EventRecord;
import dev.strongroom.domain.audit.EventRecord.JsonPart;
import dev.strongroom.domain.audit.Outcome;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records calls that were refused before they were looked at: each by itself up to ten a second and
 * account, and beyond that one event a second with their number, so that a flood of them can
 * neither fill a trail nor slow it down. Each account is counted by itself, and so are the calls
 * that belong to none: one's flood hides nothing of another's. An account's own calls, malformed or
 * throttled, are counted apart from the refusals of others that use its name.
 */
public final class RejectionLog {
  private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);
  private static final int MOST_A_SECOND = 10;
  private static final byte[] NO_DECISION = "[]".getBytes(StandardCharsets.US_ASCII);

  private final AuditTrail trail;
  private final Supplier<AccountId> platform;
  private final Map<Flood, Second> seconds = new HashMap<>();

  /** What is counted together. */
  private record Flood(Optional<AccountId> account, boolean proven, boolean throttled) {
    static Flood of(RejectedCall rejected) {
      return new Flood(rejected.account(), rejected.caller().isPresent(), rejected.isThrottled());
    }

    String eventName() {
      return throttled ? "ThrottledCalls" : "RejectedCalls";
    }
  }

  /** The rejections of one account in one second. */
  private static final class Second {
    final long epochSecond;
    int count;
    @Nullable RejectedCall lastUncounted;

    Second(long epochSecond) {
      this.epochSecond = epochSecond;
    }
  }

  /**
   * @param platform the platform's account, whose trail takes what belongs to no known account
   */
  public RejectionLog(AuditTrail trail, Supplier<AccountId> platform) {
    this.trail = trail;
    this.platform = platform;
  }

  void record(RejectedCall rejected) {
    long now = rejected.time().getEpochSecond();
    Flood flood = Flood.of(rejected);
    Second ended = null;
    boolean alone;
    synchronized (seconds) {
      Second current = seconds.get(flood);
      if (current == null || current.epochSecond != now) {
        ended = current;
        current = new Second(now);
        seconds.put(flood, current);
      }
      current.count++;
      alone = current.count <= MOST_A_SECOND;
      if (!alone) {
        current.lastUncounted = rejected;
      }
    }
    if (ended != null) {
      submitCount(ended);
    }
    if (alone) {
      submit(rejected, rejected.action().orElse("Unknown"), Optional.empty());
    }
  }

  /** Writes the counts of floods that have ended; to be called every second or so. */
  public void flush(Instant now) {
    List<Second> ended;
    synchronized (seconds) {
      ended =
          seconds.values().stream()
              // Also the later ones: the clock may have been set back.
              .filter(second -> second.epochSecond != now.getEpochSecond())
              .toList();
      seconds.values().removeAll(ended);
    }
    ended.forEach(this::submitCount);
  }

  private void submitCount(Second second) {
    RejectedCall last = second.lastUncounted;
    if (last != null) {
      submit(last, Flood.of(last).eventName(), counted(second.count - MOST_A_SECOND));
    }
  }

  private static Optional<JsonPart> counted(int count) {
    return Optional.of(
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("count", count);
          json.writeEndObject();
        });
  }

  private void submit(RejectedCall rejected, String name, Optional<JsonPart> additional) {
    UUID id = EventIds.at(rejected.time());
    AccountId account = rejected.account().orElseGet(platform);
    KmsException error = rejected.error();
    EventRecord record =
        new EventRecord(
            id,
            rejected.time(),
            account,
            rejected.caller(),
            rejected.accessKeyId(),
            rejected.service().map(Service::eventSource).orElse("unknown"),
            name,
            rejected.region().map(Object::toString).orElse("unknown"),
            Events.where(rejected.origin()),
            Optional.of(Events.describe(error)),
            JsonPart.NULL,
            JsonPart.NULL,
            additional,
            rejected.requestId(),
            rejected.readOnly(),
            List.of());
    AuditEvent event = new AuditEvent(id, account, record.encoded(), NO_DECISION);
    trail.submit(event, () -> event, List.of(), new Lossy());
  }

  /** Nobody waits for these events. */
  private static final class Lossy implements Outcome {
    @Override
    public void committed() {
      // Nobody waits.
    }

    @Override
    public void stale() {
      // It used nothing that could change, so this is the writer having been away: the event is
      // lost.
      LOG.debug("The event of a rejected call was lost.");
    }

    @Override
    public void failed(Exception cause) {
      LOG.debug("The event of a rejected call was lost.", cause);
    }
  }
}
