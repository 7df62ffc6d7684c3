package dev.strongroom.api.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.sigv4.ServiceProfile;
import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireHeaders;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.identity.Credential;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.operation.RejectedCall;
import dev.strongroom.domain.operation.Service;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The way of a call from a request to an answer, against a pipeline without anything behind it. */
class SignedCallsTest {
  private static final String IDENTITY = "Action=GetCallerIdentity&Version=2011-06-15";

  private final FakeService service = new FakeService();
  private final SignedCalls calls = calls(Region.US_EAST_1, new Region("eu-central-1"));

  private SignedCalls calls(Region... regions) {
    return new SignedCalls(
        service.operations,
        service,
        service,
        new ServiceProfile(Set.of(regions), Duration.ofMinutes(5)),
        Optional.of(URI.create("http://127.0.0.1:8081/console")));
  }

  private RecordingReply send(WireRequest request) {
    RecordingReply reply = new RecordingReply();
    calls.handle(request, reply);
    return reply;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void signedCallRunsItsOperationAsTheKeysOwnerInTheScopesRegion() throws Exception {
    TestSigner signer =
        TestSigner.kms("Encrypt", "{\"KeyId\":\"k\",\"Plaintext\":\"" + base64("hello") + "\"}");
    signer.region = "eu-central-1";
    signer.with("user-agent", "aws-cli/2");
    RecordingReply reply = send(signer.signed());

    assertThat(reply.answer().status()).isEqualTo(200);
    assertThat(reply.answer().contentType()).isEqualTo("application/x-amz-json-1.1");
    assertThat(reply.body())
        .isEqualTo("{\"CiphertextBlob\":\"" + base64("hello") + "\",\"KeyId\":\"k\"}");
    var call = service.calls.getFirst();
    assertThat(call.caller().account()).isEqualTo(FakeService.ACCOUNT);
    assertThat(call.region().name()).isEqualTo("eu-central-1");
    assertThat(call.origin().userAgent()).hasValue("aws-cli/2");
    assertThat(call.origin().address()).isEqualTo("192.0.2.7");
    assertThat(service.rejected).isEmpty();
  }

  @Test
  void requestBodyIsWipedOnceItIsDecoded() {
    WireRequest request = TestSigner.kms("Encrypt", "{\"Plaintext\":\"aGVsbG8=\"}").signed();
    send(request);
    assertThat(request.body()).containsOnly(0);
  }

  @Test
  void secretsOfAResponseAreMarkedSoThatTheEdgeWipesThem() throws Exception {
    var decrypt = TestSigner.kms("Decrypt", "{\"CiphertextBlob\":\"" + base64("x") + "\"}");
    assertThat(send(decrypt.signed()).answer().sensitive()).isTrue();
    assertThat(send(TestSigner.kms("Encrypt", "{}").signed()).answer().sensitive()).isFalse();
  }

  @Test
  void dateHeaderServesWhereThereIsNoAmzDate() throws Exception {
    for (String date : List.of("20261124T120000Z", "Tue, 24 Nov 2026 12:00:00 GMT")) {
      TestSigner signer = TestSigner.kms("Encrypt", "{}").with("date", date);
      assertThat(send(signer.signed()).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void emptyBodyIsAnEmptyObject() throws Exception {
    assertThat(send(TestSigner.kms("Encrypt", "").signed()).body()).isEqualTo("{}");
  }

  @Test
  void credentialThatIsNotInMemoryIsLoadedOnAnotherThread() throws Exception {
    service.cached.clear();
    RecordingReply reply = send(TestSigner.kms("Encrypt", "{}").signed());
    assertThat(reply.answer().status()).isEqualTo(200);
    assertThat(service.loads).containsExactly(TestSigner.KEY_ID);
  }

  @Test
  void credentialEvictedWhileItIsUsedIsLoadedAgain() throws Exception {
    SecretBytes evicted = SecretBytes.copyOf(new byte[] {1});
    evicted.close();
    service.cached.put(
        TestSigner.KEY_ID,
        new Credential(TestSigner.KEY_ID, evicted, FakeService.caller(TestSigner.KEY_ID)));
    assertThat(send(TestSigner.kms("Encrypt", "{}").signed()).answer().status()).isEqualTo(200);
  }

  @Test
  void unknownAccessKeyIsAnUnrecognizedClient() throws Exception {
    TestSigner signer = TestSigner.kms("Encrypt", "{}");
    signer.keyId = "AKIAI44QH8DHBEXAMPLE";
    RecordingReply reply = send(signer.signed());
    assertThat(reply.answer().status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            "{\"__type\":\"UnrecognizedClientException\","
                + "\"message\":\"The security token included in the request is invalid.\"}");
    RejectedCall rejected = service.rejected.getFirst();
    assertThat(rejected.account()).isEmpty();
    assertThat(rejected.accessKeyId()).hasValue("AKIAI44QH8DHBEXAMPLE");
    assertThat(rejected.action()).hasValue("Encrypt");
    assertThat(rejected.region()).hasValue(Region.US_EAST_1);
  }

  @Test
  void whatCannotBeAnAccessKeyIdIsNotLookedUp() throws Exception {
    TestSigner signer = TestSigner.kms("Encrypt", "{}");
    signer.keyId = "x'; drop table";
    assertThat(send(signer.signed()).body()).contains("UnrecognizedClientException");
    assertThat(service.loads).isEmpty();
  }

  @Test
  void secretThatWasSentForTheAccessKeyIdIsNotRecorded() throws Exception {
    for (String secret :
        List.of("wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY12", "wJalrXUtnFEMI+K7MDEN")) {
      TestSigner signer = TestSigner.kms("Encrypt", "{}");
      signer.keyId = secret;
      assertThat(send(signer.signed()).body()).contains("UnrecognizedClientException");
      assertThat(service.rejected.removeLast().accessKeyId()).isEmpty();
    }
  }

  @Test
  void wrongSecretIsAnInvalidSignatureUnderTheKeysAccount() throws Exception {
    TestSigner signer = TestSigner.kms("Encrypt", "{}");
    signer.secret = "wrong";
    assertThat(send(signer.signed()).body())
        .startsWith(
            "{\"__type\":\"InvalidSignatureException\",\"message\":\"The request signature we"
                + " calculated does not match the signature you provided. Check your AWS Secret"
                + " Access Key and signing method.");
    assertThat(service.rejected.getFirst().account()).hasValue(FakeService.ACCOUNT);
    assertThat(service.calls).isEmpty();
  }

  @Test
  void queryServicesHaveTheirOwnNamesForBoth() throws Exception {
    TestSigner wrong = TestSigner.sts(IDENTITY);
    wrong.secret = "wrong";
    assertThat(send(wrong.signed()).answer().status()).isEqualTo(403);
    TestSigner unknown = TestSigner.sts(IDENTITY);
    unknown.keyId = "AKIAI44QH8DHBEXAMPLE";
    assertThat(send(unknown.signed()).body()).contains("<Code>InvalidClientTokenId</Code>");
    assertThat(service.rejected.getFirst().error().code()).isEqualTo(ErrorCode.INVALID_SIGNATURE);
  }

  @Test
  void stsAnswersXml() throws Exception {
    RecordingReply reply = send(TestSigner.sts(IDENTITY).signed());
    assertThat(reply.answer().contentType()).isEqualTo("text/xml");
    assertThat(reply.body())
        .isEqualTo(
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<GetCallerIdentityResult><UserId>111122223333</UserId>"
                + "<Account>111122223333</Account><Arn>arn:aws:iam::root</Arn>"
                + "</GetCallerIdentityResult><ResponseMetadata>"
                + "<RequestId>6f1ed002-ab5f-4d6d-8f3e-6a3a3a3a3a3a</RequestId>"
                + "</ResponseMetadata></GetCallerIdentityResponse>");
  }

  @Test
  void presignedStsCallIsAnsweredUntilItExpires() throws Exception {
    TestSigner signer = TestSigner.sts("");
    signer.headers.clear();
    signer.with("host", "sts.eu-central-1.amazonaws.com").with("x-k8s-aws-id", "cluster");
    WireRequest early = signer.presigned(IDENTITY, "60");
    assertThat(send(early).answer().status()).isEqualTo(200);

    signer.arrives = signer.arrives.plusSeconds(61);
    assertThat(send(signer.presigned(IDENTITY, "60")).body()).contains("Signature expired");
    assertThat(send(signer.presigned(IDENTITY, "3600")).answer().status()).isEqualTo(200);
    for (String bad : List.of("0", "604801", "-1", "x", "")) {
      assertThat(send(signer.presigned(IDENTITY, bad)).body())
          .contains("<Code>IncompleteSignature</Code>");
    }
  }

  @Test
  void presignedCallChangedAnywhereIsRefused() throws Exception {
    TestSigner signer = TestSigner.sts("");
    signer.headers.clear();
    signer.with("host", "localhost");
    String good = signer.presigned(IDENTITY, "60").query();
    for (String bad :
        List.of(
            good.replace("Expires=60", "Expires=61"),
            good.replace("20261124T120000Z", "20261124T120001Z"),
            good.replace("Version", "version"),
            good + "&Extra=1",
            good.replace("Signature=", "Signature=0"))) {
      RecordingReply reply = send(signer.request(bad, signer.headers));
      assertThat(reply.answer().status()).isNotEqualTo(200);
    }
    assertThat(send(signer.request(good + "&X-Amz-Date=20261124T120000Z", signer.headers)).body())
        .contains("<Code>MalformedInput</Code>");
    assertThat(service.calls).isEmpty();
  }

  @Test
  void kmsTakesNoPresignedCalls() throws Exception {
    TestSigner signer = TestSigner.kms("Encrypt", "{}");
    WireRequest presigned = signer.presigned("a=b", "60");
    assertThat(send(presigned).answer().status()).isEqualTo(400);
    signer.method = "POST";
    assertThat(send(signer.request(presigned.query(), signer.headers)).body())
        .contains("UnknownOperationException");
    assertThat(service.calls).isEmpty();
  }

  @Test
  void serviceThatWasSignedForMustBeTheOneThatIsCalled() throws Exception {
    TestSigner kms = TestSigner.kms("Encrypt", "{}");
    kms.service = "sts";
    assertThat(send(kms.signed()).body()).contains("scoped to correct service: 'kms'");
    TestSigner sts = TestSigner.sts(IDENTITY);
    sts.service = "kms";
    assertThat(send(sts.signed()).body())
        .contains("<Code>SignatureDoesNotMatch</Code>", "scoped to correct service: 'sts'");
  }

  @Test
  void globalServicesAcceptUsEast1AndKmsOnlyTheDeploymentsRegions() throws Exception {
    SignedCalls german = calls(new Region("eu-central-1"));
    RecordingReply sts = new RecordingReply();
    german.handle(TestSigner.sts(IDENTITY).signed(), sts);
    assertThat(sts.answer().status()).isEqualTo(200);
    RecordingReply kms = new RecordingReply();
    german.handle(TestSigner.kms("Encrypt", "{}").signed(), kms);
    assertThat(kms.body()).contains("Credential should be scoped to a valid region.");
  }

  @Test
  void unknownActionIsReportedUnderTheCallersAccount() throws Exception {
    RecordingReply reply = send(TestSigner.kms("Entcrypt", "{}").signed());
    assertThat(reply.answer().status()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            "{\"__type\":\"UnknownOperationException\","
                + "\"message\":\"Could not find operation Entcrypt for version 2014-11-01\"}");
    RejectedCall rejected = service.rejected.getFirst();
    assertThat(rejected.account()).hasValue(FakeService.ACCOUNT);
    assertThat(rejected.service()).hasValue(Service.KMS);
  }

  @Test
  void unknownActionWithAWrongSignatureIsAWrongSignature() throws Exception {
    TestSigner signer = TestSigner.kms("Entcrypt", "{}");
    signer.secret = "wrong";
    assertThat(send(signer.signed()).body()).contains("InvalidSignatureException");
  }

  @Test
  void undecodableBodyIsReported() throws Exception {
    assertThat(send(TestSigner.kms("Encrypt", "{\"KeyId\":1}").signed()).body())
        .isEqualTo(
            "{\"__type\":\"SerializationException\","
                + "\"message\":\"NUMBER_VALUE cannot be converted to String\"}");
    assertThat(service.rejected.getFirst().error().code()).isEqualTo(ErrorCode.SERIALIZATION);
  }

  @Test
  void platformOperationsCannotBeReachedFromOutside() throws Exception {
    TestSigner signer = TestSigner.kms("GetStatus", "{}");
    signer.headers.removeIf(header -> header.name().equals("x-amz-target"));
    signer.with("x-amz-target", "StrongroomPlatform.GetStatus");
    signer.service = "strongroom";
    assertThat(send(signer.signed()).body()).contains("UnknownOperationException");
    assertThat(service.calls).isEmpty();
  }

  @Test
  void sessionTokenWithAPlainKeyIsUnrecognized() throws Exception {
    TestSigner signer = TestSigner.kms("Encrypt", "{}").with("x-amz-security-token", "token");
    assertThat(send(signer.signed()).body()).contains("UnrecognizedClientException");
    TestSigner sts = TestSigner.sts("");
    sts.headers.clear();
    sts.with("host", "localhost");
    WireRequest presigned = sts.presigned(IDENTITY + "&X-Amz-Security-Token=token", "60");
    assertThat(send(presigned).body()).contains("InvalidClientTokenId");
  }

  @Test
  void errorsOfThePipelineAreAnsweredWithTheirCode() throws Exception {
    RecordingReply reply = send(TestSigner.kms("Encrypt", "{\"KeyId\":\"refused\"}").signed());
    assertThat(reply.body())
        .isEqualTo(
            "{\"__type\":\"NotFoundException\",\"message\":\"Alias alias/x is not found.\"}");
    assertThat(reply.answer().status()).isEqualTo(400);
  }

  @Test
  void unknownOutcomeDropsTheConnection() {
    assertThat(send(TestSigner.kms("Encrypt", "{\"KeyId\":\"unknown\"}").signed()).isDropped())
        .isTrue();
  }

  @Test
  void defectIsAnsweredAsInternalErrorWithoutItsMessage() throws Exception {
    RecordingReply reply = send(TestSigner.kms("Encrypt", "{\"KeyId\":\"broken\"}").signed());
    assertThat(reply.answer().status()).isEqualTo(500);
    assertThat(reply.body()).contains("KMSInternalException").doesNotContain("defect");
  }

  @Test
  void credentialsThatCannotBeLoadedAreAnInternalErrorToo() throws Exception {
    service.cached.clear();
    SecretBytes closed = SecretBytes.copyOf(new byte[1]);
    closed.close();
    service.stored.put(
        TestSigner.KEY_ID,
        new Credential(TestSigner.KEY_ID, closed, FakeService.caller(TestSigner.KEY_ID)));
    assertThat(send(TestSigner.kms("Encrypt", "{}").signed()).answer().status()).isEqualTo(500);
  }

  @Test
  void browserIsSentToTheConsole() throws Exception {
    TestSigner browser = new TestSigner();
    browser.method = "GET";
    WireHeader accept = new WireHeader("accept", "text/html,*/*;q=0.8");
    RecordingReply reply = send(browser.request("", List.of(accept)));
    assertThat(reply.answer().status()).isEqualTo(302);
    assertThat(new WireHeaders(reply.answer().headers()).first("location"))
        .hasValue("http://127.0.0.1:8081/console");
    assertThat(service.rejected).isEmpty();
  }

  @Test
  void anythingElseThatGetsTheRootIsAnError() throws Exception {
    TestSigner client = new TestSigner();
    client.method = "GET";
    assertThat(send(client.request("", List.of())).body()).contains("UnknownOperationException");
    WireHeader accept = new WireHeader("accept", "text/html");
    WireHeader cookie = new WireHeader("authorization", "Basic eDp5");
    assertThat(send(client.request("", List.of(accept, cookie))).body())
        .contains("UnknownOperationException");
  }
}
