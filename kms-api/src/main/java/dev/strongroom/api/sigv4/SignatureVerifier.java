package dev.strongroom.api.sigv4;

import dev.strongroom.api.wire.QueryParameter;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.Service;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Finds, judges and verifies the signature of a request. Pure: knows no credential. */
public final class SignatureVerifier {
  private static final int SECRET_LENGTH = 40;

  private final ServiceProfile profile;
  private final byte[] nobodysSecret = new byte[SECRET_LENGTH];

  public SignatureVerifier(ServiceProfile profile) {
    this.profile = profile;
    new SecureRandom().nextBytes(nobodysSecret);
  }

  public ServiceProfile profile() {
    return profile;
  }

  /**
   * What the request claims about its signature.
   *
   * @param query the parsed query string
   * @throws KmsException MISSING_AUTHENTICATION_TOKEN when there is none, INCOMPLETE_SIGNATURE when
   *     it is malformed, INVALID_SIGNATURE when there are two
   */
  public SignatureClaim claim(WireRequest request, List<QueryParameter> query) {
    ServiceProfile.checkDuplicates(request.headers());
    Optional<String> header = request.headers().first("authorization");
    boolean presigned = PresignedQuery.isPresigned(query);
    if (header.isPresent() && presigned) {
      throw Refusal.invalid(
          "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP"
              + " header.");
    }
    if (header.isPresent()) {
      return AuthorizationHeader.parse(header.get(), request.headers());
    }
    if (presigned) {
      return PresignedQuery.parse(query);
    }
    throw Refusal.missing();
  }

  /**
   * Checks a claim as far as no secret is needed.
   *
   * @return the request with what is needed to verify its signature
   * @throws KmsException INVALID_SIGNATURE or INCOMPLETE_SIGNATURE
   */
  public SignedRequest check(
      SignatureClaim claim, WireRequest request, List<QueryParameter> query, Service service) {
    String bodyHash = Signature.sha256(request.body());
    profile.check(claim, request.headers(), service, bodyHash, request.time());
    return new SignedRequest(claim, request, query, bodyHash);
  }

  /** Whether the signature is the secret's; constant time. */
  public boolean matches(SignedRequest signed, byte[] secret) {
    return Signature.matches(
        signed.claim(), signed.request(), signed.query(), signed.bodyHash(), secret);
  }

  /** Takes the time of a verification, so that an unknown key looks like a wrong signature. */
  public void matchNobody(SignedRequest signed) {
    if (matches(signed, nobodysSecret)) {
      throw new IllegalStateException("a signature under a secret that nobody has");
    }
  }

  /** A request whose claim keeps the rules. */
  public record SignedRequest(
      SignatureClaim claim, WireRequest request, List<QueryParameter> query, String bodyHash) {

    /** Whether it carries a session token, which a long-lived key never does. */
    public boolean hasSessionToken() {
      return claim.sessionToken() || request.headers().has("x-amz-security-token");
    }
  }
}
