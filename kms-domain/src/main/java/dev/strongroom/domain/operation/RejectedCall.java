package dev.strongroom.domain.operation;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.Region;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that was refused before it was looked at: before the pipeline, or by the throttle.
 *
 * @param requestId the id that the answer carries
 * @param time when it arrived
 * @param service the API it was for, as far as that is known
 * @param action what it named as its action; text from outside, at most 100 characters
 * @param region the region it was signed for, as far as that is known
 * @param account the account of the access key, when the key is known
 * @param accessKeyId the access key id that the request claimed, if it looks like one
 * @param caller who makes it, when that is proven
 * @param readOnly whether the operation, if it is known, changes nothing
 * @param origin where it came from
 * @param error what was answered
 */
public record RejectedCall(
    String requestId,
    Instant time,
    Optional<Service> service,
    Optional<String> action,
    Optional<Region> region,
    Optional<AccountId> account,
    Optional<String> accessKeyId,
    Optional<Caller> caller,
    boolean readOnly,
    Call.Origin origin,
    KmsException error) {

  /** An authenticated call that the throttle refused. */
  static RejectedCall throttled(Call call, Operation<?, ?> operation, KmsException error) {
    return new RejectedCall(
        call.requestId(),
        call.time(),
        Optional.of(operation.service()),
        Optional.of(operation.name()),
        Optional.of(call.region()),
        Optional.of(call.caller().account()),
        call.caller().accessKeyId(),
        Optional.of(call.caller()),
        operation.readOnly(),
        call.origin(),
        error);
  }

  /** Whether the throttle refused it. */
  boolean isThrottled() {
    return error.code() == ErrorCode.THROTTLING;
  }
}
