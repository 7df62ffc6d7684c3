package dev.strongroom.api.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.api.wire.Reply;
import dev.strongroom.api.wire.WireForm;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.Excerpt;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.OperationPipeline;
import dev.strongroom.domain.operation.RejectedCall;
import dev.strongroom.domain.operation.Service;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers and reports the calls that never reach an operation. */
final class Rejections {
  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);
  private static final int LONGEST_ACTION = 100;
  // Whoever mixes up the two halves of a credential sends the secret here: it must not be kept.
  private static final Pattern KEY_ID = Pattern.compile("[A-Z0-9]{16,128}");
  private static final int LONGEST_USER_AGENT = 1_000;
  private static final int LONGEST_HOST = 255;

  private final OperationPipeline pipeline;

  Rejections(OperationPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * What is known of a call when it is refused; each part is only what the request claims, but for
   * the account, and the caller once the signature has proven it.
   */
  record Known(
      Optional<Service> service,
      Optional<String> action,
      Optional<Region> region,
      Optional<AccountId> account,
      Optional<String> accessKeyId,
      Optional<Caller> caller,
      boolean readOnly) {

    static Known of(Routing.Target target) {
      return claimed(Optional.of(target.service()), Optional.of(target.action()));
    }

    static Known claimed(Optional<Service> service, Optional<String> action) {
      return new Known(
          service,
          action,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          true);
    }

    Known signed(Optional<Region> where, Optional<AccountId> who, String keyId) {
      return new Known(service, action, where, who, Optional.of(keyId), caller, readOnly);
    }

    /**
     * The same call once its signature, or the socket it came by, has proven who makes it.
     *
     * @param readOnly whether its operation changes nothing
     */
    Known proven(Call call, boolean readOnly) {
      return new Known(
          service,
          action,
          Optional.of(call.region()),
          Optional.of(call.caller().account()),
          call.caller().accessKeyId(),
          Optional.of(call.caller()),
          readOnly);
    }
  }

  /** Refuses a call: one report, one answer. */
  void reject(WireRequest request, Reply reply, WireForm form, Known known, KmsException error) {
    pipeline.rejected(
        new RejectedCall(
            request.requestId(),
            request.time(),
            known.service(),
            known.action().map(text -> Excerpt.of(text, LONGEST_ACTION)),
            known.region(),
            known.account(),
            known.accessKeyId().filter(text -> KEY_ID.matcher(text).matches()),
            known.caller(),
            known.readOnly(),
            origin(request),
            error));
    reply.respond(form.failure(error, request.requestId()));
  }

  /** Answers a defect of ours; its cause goes to the log alone. */
  static void fail(WireRequest request, Reply reply, WireForm form, Throwable cause) {
    LOG.error("Call {} failed unexpectedly", request.requestId(), cause);
    reply.respond(form.failure(internal(), request.requestId()));
  }

  static KmsException internal() {
    return new KmsException(
        ErrorCode.INTERNAL,
        "The request was rejected because an internal error occurred. The request can be retried.");
  }

  static Call.Origin origin(WireRequest request) {
    return new Call.Origin(
        request.remoteAddress(),
        request
            .headers()
            .first("user-agent")
            .map(text -> Excerpt.of(readable(text), LONGEST_USER_AGENT)),
        request.headers().first("host").map(text -> Excerpt.of(readable(text), LONGEST_HOST)),
        request.tls());
  }

  private static String readable(String headerBytes) {
    return new String(headerBytes.getBytes(ISO_8859_1), UTF_8);
  }
}
