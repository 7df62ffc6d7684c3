package dev.strongroom.api.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.sigv4.ServiceProfile;
import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.name.Region;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each rule of the service profile, through the front of the API. */
class SignatureRulesTest {
  private final FakeService service = new FakeService();
  private final TestSigner signer = TestSigner.kms("Encrypt", "{\"KeyId\":\"k\"}");
  private final SignedCalls calls =
      new SignedCalls(
          service.operations,
          service,
          service,
          new ServiceProfile(Set.of(Region.US_EAST_1), Duration.ofMinutes(5)),
          Optional.of(URI.create("/")));

  @AfterEach
  void noneOfTheseRan() {
    assertThat(service.calls).isEmpty();
    assertThat(service.rejected).isNotEmpty();
  }

  private String answer(WireRequest request) throws Exception {
    RecordingReply reply = new RecordingReply();
    calls.handle(request, reply);
    assertThat(reply.answer().status()).isEqualTo(400);
    return reply.body();
  }

  /** Signs, then changes the Authorization header. */
  private String withAuthorization(UnaryOperator<String> change) throws Exception {
    List<WireHeader> headers = new ArrayList<>();
    for (WireHeader header : signer.signed().headers().all()) {
      headers.add(
          header.name().equals("authorization")
              ? new WireHeader("authorization", change.apply(header.value()))
              : header);
    }
    return answer(signer.request("", headers));
  }

  private static String replacedHeader(String name, String value, List<WireHeader> headers) {
    headers.replaceAll(h -> h.name().equals(name) ? new WireHeader(name, value) : h);
    return name;
  }

  @Test
  void requestWithoutAuthorizationIsMissingAuthenticationToken() throws Exception {
    assertThat(answer(signer.request("", signer.headers)))
        .isEqualTo(
            "{\"__type\":\"MissingAuthenticationTokenException\","
                + "\"message\":\"Request is missing Authentication Token\"}");
  }

  @Test
  void otherAuthenticationSchemesAreNoTokenEither() throws Exception {
    assertThat(withAuthorization(a -> "Bearer abc")).contains("MissingAuthenticationToken");
  }

  @Test
  void otherAlgorithmsAreRefused() throws Exception {
    signer.algorithm = "AWS4-ECDSA-P256-SHA256";
    assertThat(answer(signer.signed()))
        .contains("IncompleteSignatureException", "Unsupported AWS 'algorithm'");
  }

  @Test
  void eachMissingPartIsNamed() throws Exception {
    assertThat(withAuthorization(a -> "AWS4-HMAC-SHA256 Credential=a/b/c/d/e"))
        .contains(
            "IncompleteSignatureException",
            "Authorization header requires 'Signature' parameter. Authorization header requires"
                + " 'SignedHeaders' parameter.");
    assertThat(withAuthorization(a -> a.replace("Credential=", "credential=")))
        .contains("Authorization header requires 'Credential' parameter.");
    assertThat(withAuthorization(a -> "AWS4-HMAC-SHA256")).contains("IncompleteSignature");
  }

  @Test
  void partGivenTwiceIsRefused() throws Exception {
    assertThat(withAuthorization(a -> a + ", Signature=00")).contains("IncompleteSignature");
  }

  @Test
  void credentialHasFiveElements() throws Exception {
    assertThat(withAuthorization(a -> a.replace("/us-east-1/", "/")))
        .contains("IncompleteSignatureException", "exactly 5 slash-delimited elements");
  }

  @Test
  void headerAndQueryCredentialsTogetherAreRefused() throws Exception {
    TestSigner both = TestSigner.sts("");
    both.headers.clear();
    both.with("host", "localhost");
    WireRequest presigned = both.presigned("Action=GetCallerIdentity&Version=2011-06-15", "60");
    both.with("authorization", "AWS4-HMAC-SHA256 Credential=x");
    RecordingReply reply = new RecordingReply();
    calls.handle(both.request(presigned.query(), both.headers), reply);
    assertThat(reply.body()).contains("Found both 'X-Amz-Algorithm'");
  }

  @Test
  void tooOldSignatureIsExpiredInAwsWords() throws Exception {
    signer.arrives = signer.arrives.plusSeconds(301);
    assertThat(answer(signer.signed()))
        .contains(
            "InvalidSignatureException",
            "Signature expired: 20261124T120000Z is now earlier than 20261124T120001Z"
                + " (20261124T120501Z - 5 min.)");
  }

  @Test
  void signatureFromTheFutureIsNotYetCurrent() throws Exception {
    signer.arrives = signer.arrives.minusSeconds(301);
    assertThat(answer(signer.signed()))
        .contains(
            "Signature not yet current: 20261124T120000Z is still later than 20261124T115959Z"
                + " (20261124T115459Z + 5 min.)");
  }

  @Test
  void dateMustBeThereAndBeOne() throws Exception {
    signer.amzDate = "2026-11-24T12:00:00Z";
    assertThat(answer(signer.signed())).contains("Date must be in ISO-8601 'basic format'");
    signer.amzDate = "20261324T120000Z";
    signer.headers.removeIf(header -> header.name().equals("x-amz-date"));
    assertThat(answer(signer.signed())).contains("Date must be in ISO-8601 'basic format'");
    WireRequest dated = signer.signed();
    List<WireHeader> undated =
        dated.headers().all().stream().filter(h -> !h.name().equals("x-amz-date")).toList();
    assertThat(answer(signer.request("", undated)))
        .contains("requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }

  @Test
  void dateMustBeSigned() throws Exception {
    signer.with("date", "Tue, 24 Nov 2026 12:00:00 GMT").unsigned.add("date");
    assertThat(answer(signer.signed())).contains("'X-Amz-Date' or 'Date' must be a 'SignedHeader'");
  }

  @Test
  void hostMustBeSigned() throws Exception {
    signer.unsigned.add("host");
    assertThat(answer(signer.signed())).contains("'Host' or ':authority' must be a 'SignedHeader'");
  }

  @Test
  void everyAmzHeaderMustBeSigned() throws Exception {
    signer.unsigned.add("x-amz-target");
    assertThat(answer(signer.signed())).contains("'x-amz-target' must be a 'SignedHeader'");
  }

  @Test
  void signedHeadersAreSortedLowerCaseNamesOfHeadersThatWereSent() throws Exception {
    for (String bad :
        List.of(
            "host;content-type;x-amz-date;x-amz-target",
            "content-type;Host;x-amz-date;x-amz-target",
            "content-type;host;host;x-amz-date;x-amz-target",
            "content-type;host;not-sent;x-amz-date;x-amz-target",
            ";host",
            "host;")) {
      assertThat(
              withAuthorization(a -> a.replaceAll("SignedHeaders=[^,]*", "SignedHeaders=" + bad)))
          .contains("IncompleteSignatureException");
    }
  }

  @Test
  void scopeMustFitRequestRegionServiceAndScheme() throws Exception {
    signer.scopeDate = "20261123";
    signer.region = "mars-north-1";
    signer.service = "s3";
    signer.terminator = "aws5_request";
    assertThat(answer(signer.signed()))
        .contains(
            "InvalidSignatureException",
            "Credential should be scoped to a valid region. Credential should be scoped to correct"
                + " service: 'kms'. Credential should be scoped with a valid terminator:"
                + " 'aws4_request'. Date in Credential scope does not match YYYYMMDD");
  }

  @Test
  void unsignedAndStreamedPayloadsAreRefused() throws Exception {
    for (String hash :
        List.of(
            "UNSIGNED-PAYLOAD",
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            TestSigner.hash(new byte[0]))) {
      signer.headers.removeIf(header -> header.name().equals("x-amz-content-sha256"));
      signer.with("x-amz-content-sha256", hash);
      assertThat(answer(signer.signed())).contains("does not match what was computed");
    }
  }

  @Test
  void securityHeadersOccurOnce() throws Exception {
    for (String name :
        List.of("host", "x-amz-date", "x-amz-target", "authorization", "content-type")) {
      List<WireHeader> headers = new ArrayList<>(signer.signed().headers().all());
      headers.add(new WireHeader(name, "second"));
      assertThat(answer(signer.request("", headers)))
          .contains("IncompleteSignatureException", "'" + name + "' must not occur more than once");
    }
  }

  @Test
  void changedBodyTargetHostOrTypeIsAnotherSignature() throws Exception {
    WireRequest good = signer.signed();
    for (String name : List.of("x-amz-target", "host", "x-amz-date")) {
      List<WireHeader> headers = new ArrayList<>(good.headers().all());
      String value =
          switch (name) {
            case "x-amz-target" -> "TrentService.Decrypt";
            case "x-amz-date" -> "20261124T120001Z";
            default -> "elsewhere";
          };
      replacedHeader(name, value, headers);
      assertThat(answer(signer.request("", headers))).contains("signature we calculated");
    }
    signer.body = "{\"KeyId\":\"j\"}".getBytes(UTF_8);
    assertThat(answer(signer.request("", good.headers().all())))
        .contains("signature we calculated");
  }

  @Test
  void changedScopeSignatureOrKeyIsRefused() throws Exception {
    assertThat(withAuthorization(a -> a.substring(0, a.length() - 1) + "g"))
        .contains("signature we calculated");
    assertThat(withAuthorization(a -> a.substring(0, a.length() - 1)))
        .contains("signature we calculated");
    assertThat(
            withAuthorization(
                a ->
                    a.toUpperCase(java.util.Locale.ROOT)
                        .replace("CREDENTIAL", "Credential")
                        .replace("SIGNEDHEADERS", "SignedHeaders")
                        .replace("SIGNATURE", "Signature")))
        .contains("Exception");
    assertThat(withAuthorization(a -> a.replace(TestSigner.KEY_ID, "AKIAI44QH8DHBEXAMPLE")))
        .contains("UnrecognizedClientException");
  }

  @Test
  void nothingThatWasSentIsEchoed() throws Exception {
    signer.secret = "wrong";
    WireRequest request = signer.signed();
    String signature =
        request.headers().first("authorization").orElseThrow().split("Signature=", 2)[1];
    assertThat(answer(request)).doesNotContain(signature).doesNotContain(TestSigner.KEY_ID);
    assertThat(request.toString()).doesNotContain(signature);
    assertThat(request.headers().toString()).doesNotContain(signature);
  }

  @Test
  void kmsIsAtTheRootWithoutAQuery() throws Exception {
    signer.path = "/service/TrentService";
    assertThat(answer(signer.signed())).contains("UnknownOperationException");
    signer.path = "/";
    signer.query = "a=b";
    assertThat(answer(signer.signed())).contains("UnknownOperationException");
  }
}
