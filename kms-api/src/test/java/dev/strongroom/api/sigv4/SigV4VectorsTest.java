package dev.strongroom.api.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.wire.QueryParameter;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.operation.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published suite judges the canonicaliser; the profile says what it refuses of it. */
class SigV4VectorsTest {
  private static final Map<String, String> REFUSED_WITH_HEADER =
      Map.of("post-sts-header-after", "'x-amz-security-token' must be a 'SignedHeader'");

  static List<SigV4Vector> vectors() throws IOException {
    return SigV4Vector.all().toList();
  }

  @Test
  void theSuiteHas38Cases() throws IOException {
    assertThat(vectors()).hasSize(38);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void headerFormIsCanonicalisedAndSignedAsPublished(SigV4Vector vector) {
    WireRequest request = vector.request("header-signed-request.txt");
    SignatureClaim claim =
        AuthorizationHeader.parse(
            request.headers().first("authorization").orElseThrow(), request.headers());
    judge(vector, "header", request, QueryParameter.parse(request.query()), claim);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void queryFormIsCanonicalisedAndSignedAsPublished(SigV4Vector vector) {
    WireRequest request = vector.request("query-signed-request.txt");
    List<QueryParameter> query = QueryParameter.parse(request.query());
    SignatureClaim claim = PresignedQuery.parse(query);
    if (vector.name().equals("post-sts-header-after")) {
      // This case adds the token after signing; the signature is without it.
      query = query.stream().filter(p -> !p.name().equals("X-Amz-Security-Token")).toList();
    }
    judge(vector, "query", request, query, claim);
  }

  private static void judge(
      SigV4Vector vector,
      String form,
      WireRequest request,
      List<QueryParameter> query,
      SignatureClaim claim) {
    String canonical =
        CanonicalRequest.text(
            request.method(),
            request.path(),
            vector.normalizes(),
            Signature.withoutSignature(query),
            request.headers(),
            claim.signedHeaders(),
            Signature.sha256(request.body()));
    String toSign = Signature.stringToSign(claim, canonical);
    String signature = Signature.of(toSign, claim, vector.secret().getBytes(UTF_8));

    assertThat(canonical).isEqualTo(vector.read(form + "-canonical-request.txt"));
    assertThat(toSign).isEqualTo(vector.read(form + "-string-to-sign.txt"));
    assertThat(signature).isEqualTo(vector.read(form + "-signature.txt"));
    assertThat(claim.signature()).isEqualTo(signature);
  }

  /**
   * The cases are signed for a service called "service", so each fails the profile at least there;
   * what it refuses beyond is listed. Multi-line headers never come this far (the edge refuses
   * them), nor do paths other than / and, for KMS, query strings (the router does).
   */
  @Test
  void profileRefusesTheseOfTheSuiteAndNoOther() throws IOException {
    Map<String, String> refused = new TreeMap<>();
    List<String> onlyOtherService = new ArrayList<>();
    var verifier =
        new SignatureVerifier(new ServiceProfile(Set.of(Region.US_EAST_1), Duration.ofMinutes(5)));
    for (SigV4Vector vector : vectors()) {
      WireRequest request = vector.request("header-signed-request.txt");
      List<QueryParameter> query = QueryParameter.parse(request.query());
      SignatureClaim claim = verifier.claim(request, query);
      try {
        verifier.check(claim, request, query, Service.KMS);
      } catch (KmsException e) {
        String message = String.valueOf(e.getMessage());
        if (message.equals("Credential should be scoped to correct service: 'kms'.")) {
          onlyOtherService.add(vector.name());
        } else {
          refused.put(vector.name(), message);
        }
      }
    }
    assertThat(refused.keySet()).isEqualTo(REFUSED_WITH_HEADER.keySet());
    refused.forEach((n, why) -> assertThat(why).contains(REFUSED_WITH_HEADER.getOrDefault(n, "?")));
    assertThat(onlyOtherService).hasSize(38 - refused.size());
  }

  @Test
  void aTokenAddedAfterSigningIsRefusedInTheQueryFormTooBecauseItIsPartOfTheSignature()
      throws IOException {
    SigV4Vector vector =
        vectors().stream().filter(v -> v.name().equals("post-sts-header-after")).findFirst().get();
    WireRequest request = vector.request("query-signed-request.txt");
    List<QueryParameter> query = QueryParameter.parse(request.query());
    SignatureClaim claim = PresignedQuery.parse(query);
    byte[] secret = vector.secret().getBytes(UTF_8);
    assertThat(Signature.matches(claim, request, query, Signature.sha256(request.body()), secret))
        .isFalse();
  }

  @Test
  void anEscapeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> QueryParameter.parse("a=%G0")).isInstanceOf(KmsException.class);
    assertThatThrownBy(() -> QueryParameter.parse("a=%4")).isInstanceOf(KmsException.class);
  }
}
