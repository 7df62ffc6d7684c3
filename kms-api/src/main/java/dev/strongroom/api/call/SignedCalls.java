package dev.strongroom.api.call;

import dev.strongroom.api.json.JsonForm;
import dev.strongroom.api.sigv4.Refusal;
import dev.strongroom.api.sigv4.ServiceProfile;
import dev.strongroom.api.sigv4.SignatureClaim;
import dev.strongroom.api.sigv4.SignatureVerifier;
import dev.strongroom.api.sigv4.SignatureVerifier.SignedRequest;
import dev.strongroom.api.wire.Reply;
import dev.strongroom.api.wire.WireHandler;
import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.api.wire.WireResponse;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.identity.Credential;
import dev.strongroom.domain.identity.Credentials;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.operation.Failures;
import dev.strongroom.domain.operation.LoggedCall;
import dev.strongroom.domain.operation.OperationPipeline;
import dev.strongroom.domain.operation.Operations;
import dev.strongroom.domain.operation.Service;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The public API: routes a request, authenticates it by its signature and runs its operation. Never
 * blocks the caller's thread: a credential that is not in memory is loaded on a virtual thread.
 */
public final class SignedCalls implements WireHandler {
  // What no key id can be is not asked for: a flood of junk must not become a flood of queries.
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9]{16,128}");
  // A memory that is much too small evicts a credential at once.
  private static final int MOST_LOADS = 20;

  private final Router router;
  private final SignatureVerifier verifier;
  private final Credentials credentials;
  private final Rejections rejections;
  private final Dispatcher dispatcher;

  /**
   * @param profile the regions and clock skew of signatures
   * @param console where a browser's GET / is sent, if there is one
   */
  public SignedCalls(
      Operations operations,
      OperationPipeline pipeline,
      Credentials credentials,
      ServiceProfile profile,
      Optional<URI> console) {
    this.router = new Router(Set.of(Service.KMS), Set.of(Service.STS), console);
    this.verifier = new SignatureVerifier(profile);
    this.credentials = credentials;
    this.rejections = new Rejections(pipeline);
    this.dispatcher = new Dispatcher(operations, pipeline, rejections);
  }

  @Override
  public void handle(WireRequest request, Reply reply) {
    try {
      switch (router.route(request)) {
        case Routing.Target target -> guarded(request, reply, target);
        case Routing.Astray(var form, var service, var action, var error) ->
            rejections.reject(
                request, reply, form, Rejections.Known.claimed(service, action), error);
        case Routing.Browser(URI console) -> reply.respond(redirect(console));
      }
    } catch (RuntimeException e) {
      Rejections.fail(request, reply, new JsonForm(request.body()), e);
    }
  }

  /** A defect is answered in the form in which the call came. */
  private void guarded(WireRequest request, Reply reply, Routing.Target target) {
    try {
      authenticate(request, reply, target);
    } catch (RuntimeException e) {
      Rejections.fail(request, reply, target.form(), e);
    }
  }

  private void authenticate(WireRequest request, Reply reply, Routing.Target target) {
    Rejections.Known known = Rejections.Known.of(target);
    SignedRequest signed;
    String keyId;
    try {
      SignatureClaim claim = verifier.claim(request, target.query());
      keyId = claim.accessKeyId();
      known =
          known.signed(
              verifier.profile().region(claim, target.service()),
              Optional.ofNullable(credentials.cached(keyId)).map(c -> c.caller().account()),
              keyId);
      signed = verifier.check(claim, request, target.query(), target.service());
    } catch (KmsException refused) {
      rejections.reject(request, reply, target.form(), known, refused);
      return;
    }
    Credential cached = credentials.cached(keyId);
    Rejections.Known sofar = known;
    if (cached != null && verify(request, reply, target, sofar, signed, cached)) {
      return;
    }
    Runnable slowly =
        () -> {
          try {
            loadAndVerify(request, reply, target, sofar, signed);
          } catch (RuntimeException e) {
            Rejections.fail(request, reply, target.form(), e);
          }
        };
    Thread.ofVirtual()
        .name("authenticate-", 0)
        .start(LoggedCall.carrying(request.requestId(), slowly));
  }

  private void loadAndVerify(
      WireRequest request,
      Reply reply,
      Routing.Target target,
      Rejections.Known known,
      SignedRequest signed) {
    String keyId = signed.claim().accessKeyId();
    for (int i = 0; i < MOST_LOADS; i++) {
      Optional<Credential> found;
      try {
        found = KEY_ID.matcher(keyId).matches() ? credentials.load(keyId) : Optional.empty();
      } catch (RuntimeException e) {
        KmsException error = Failures.translate(e, "Authentication", request.requestId());
        rejections.reject(request, reply, target.form(), known, error);
        return;
      }
      if (found.isEmpty()) {
        verifier.matchNobody(signed);
        rejections.reject(request, reply, target.form(), known, Refusal.unknownKey());
        return;
      }
      if (verify(request, reply, target, known, signed, found.get())) {
        return;
      }
    }
    throw new IllegalStateException("the credential was evicted each time that it was loaded");
  }

  /** False when the credential was evicted from memory meanwhile; then nothing was answered. */
  private boolean verify(
      WireRequest request,
      Reply reply,
      Routing.Target target,
      Rejections.Known known,
      SignedRequest signed,
      Credential credential) {
    boolean matches;
    try (var secret = credential.secret().lease()) {
      matches = secret.withBytes(bytes -> verifier.matches(signed, bytes));
    } catch (IllegalStateException evicted) {
      return false;
    }
    Optional<Region> region = verifier.profile().region(signed.claim(), target.service());
    if (matches && region.isPresent() && !signed.hasSessionToken()) {
      dispatcher.dispatch(request, reply, target, credential.caller(), region.get());
    } else {
      Rejections.Known who =
          known.signed(
              region, Optional.of(credential.caller().account()), signed.claim().accessKeyId());
      KmsException refusal = signed.hasSessionToken() ? Refusal.unknownKey() : Refusal.mismatch();
      rejections.reject(request, reply, target.form(), who, refusal);
    }
    return true;
  }

  private static WireResponse redirect(URI console) {
    var location = new WireHeader("location", console.toASCIIString());
    return new WireResponse(302, "", List.of(location), new byte[0], false);
  }
}
