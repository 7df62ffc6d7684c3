package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static dev.strongroom.server.frontdoor.Errors.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.postgres.OnEveryPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import tools.jackson.databind.JsonNode;

/**
 * By the time of an answer, its event is in the trail, and holds what it should and nothing secret.
 */
@OnEveryPostgres
class AuditTest {
  private static final String SECRET = "no-event-may-show-this";

  private FrontDoor.TestAccount account;
  private KmsClient kms;

  @BeforeEach
  void makeAnAccount() {
    account = FrontDoor.shared().newAccount();
    kms = account.kms();
  }

  private List<JsonNode> eventsOf(String name) {
    return account.events().stream()
        .filter(event -> event.path("eventName").asString().equals(name))
        .toList();
  }

  @Test
  void aSuccessIsRecordedInCloudTrailsForm() {
    String arn = kms.createKey().keyMetadata().arn();
    EncryptResponse response =
        kms.encrypt(
            r ->
                r.keyId(arn)
                    .plaintext(SdkBytes.fromUtf8String(SECRET))
                    .encryptionContext(Map.of("app", "demo")));
    JsonNode event = eventsOf("Encrypt").getFirst();
    assertThat(event.path("eventSource").asString()).isEqualTo("kms.amazonaws.com");
    assertThat(event.path("awsRegion").asString()).isEqualTo("us-east-1");
    assertThat(event.path("sourceIPAddress").asString()).isEqualTo("127.0.0.1");
    assertThat(event.path("userAgent").asString()).contains("aws-sdk-java");
    assertThat(event.path("requestID").asString())
        .isEqualTo(response.responseMetadata().requestId());
    assertThat(event.path("readOnly").asBoolean()).isTrue();
    assertThat(event.path("recipientAccountId").asString()).isEqualTo(account.id());
    assertThat(event.path("userIdentity").path("type").asString()).isEqualTo("Root");
    assertThat(event.path("userIdentity").path("accessKeyId").asString())
        .isEqualTo(account.accessKeyId());
    assertThat(event.path("requestParameters").path("encryptionContext").path("app").asString())
        .isEqualTo("demo");
    assertThat(event.path("requestParameters").path("keyId").asString()).isEqualTo(arn);
    assertThat(event.path("resources").get(0).path("ARN").asString()).isEqualTo(arn);
    assertThat(event.path("responseElements").isNull()).isTrue();
    assertThat(event.path("additionalEventData").path("keyMaterialId").asString())
        .matches("[0-9a-f]{64}");
    assertThat(event.has("errorCode")).isFalse();
  }

  @Test
  void aChangeIsRecordedWithItsResponse() {
    String arn = kms.createKey(r -> r.description("made")).keyMetadata().arn();
    JsonNode event = eventsOf("CreateKey").getFirst();
    assertThat(event.path("responseElements").path("keyMetadata").path("arn").asString())
        .isEqualTo(arn);
    assertThat(event.path("readOnly").asBoolean(true)).isFalse();
    assertThat(event.path("resources").get(0).path("ARN").asString()).isEqualTo(arn);
  }

  @Test
  void refusalsAndFailuresAreRecordedToo() {
    codeOf(() -> kms.describeKey(r -> r.keyId("alias/none")));
    codeOf(() -> kms.enableKey(r -> r.keyId("1234abcd-12ab-34cd-56ef-1234567890ab")));
    codeOf(() -> kms.listKeys(r -> r.limit(0)));
    assertThat(eventsOf("DescribeKey").getFirst().path("errorCode").asString())
        .isEqualTo("NotFoundException");
    assertThat(eventsOf("EnableKey").getFirst().path("errorCode").asString())
        .isEqualTo("NotFoundException");
    assertThat(eventsOf("ListKeys").getFirst().path("errorCode").asString())
        .isEqualTo("ValidationException");
  }

  @Test
  void aMalformedCallOfAProvenCallerNamesIt() {
    RawCall.json(account, "TrentService.CreateKey", "{");
    FrontDoor.await(() -> assertThat(eventsOf("CreateKey")).hasSize(1));
    JsonNode event = eventsOf("CreateKey").getFirst();
    assertThat(event.path("errorCode").asString()).isEqualTo("SerializationException");
    assertThat(event.path("userIdentity").path("accountId").asString()).isEqualTo(account.id());
    assertThat(event.path("userIdentity").path("accessKeyId").asString())
        .isEqualTo(account.accessKeyId());
    assertThat(event.path("readOnly").asBoolean(true)).isFalse();
  }

  @Test
  void aForeignDenialIsRecordedInTheCallersAccountAlone() {
    FrontDoor.TestAccount stranger = FrontDoor.shared().newAccount();
    String arn = kms.createKey().keyMetadata().arn();
    codeOf(() -> stranger.kms().describeKey(r -> r.keyId(arn)));
    assertThat(stranger.events())
        .anySatisfy(
            event -> assertThat(event.path("errorCode").asString("")).isEqualTo("AccessDenied"));
    assertThat(eventsOf("DescribeKey")).isEmpty();
  }

  @Test
  void noEventHoldsASecret() {
    String key = kms.createKey().keyMetadata().keyId();
    SdkBytes plaintext = SdkBytes.fromUtf8String(SECRET);
    SdkBytes blob = kms.encrypt(r -> r.keyId(key).plaintext(plaintext)).ciphertextBlob();
    kms.decrypt(r -> r.ciphertextBlob(blob));
    String base64 =
        java.util.Base64.getEncoder()
            .encodeToString(SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(account.events())
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            event -> assertThat(event.toString()).doesNotContain(SECRET).doesNotContain(base64));
  }

  @Test
  void aWrongSignatureIsRecordedUnderTheKeysAccount() {
    try (KmsClient forger = account.kmsWithSecret("wrong" + SECRET)) {
      assertThat(codeOf(forger::listKeys)).isEqualTo("InvalidSignatureException");
    }
    FrontDoor.await(
        () ->
            assertThat(eventsOf("ListKeys"))
                .anySatisfy(
                    event ->
                        assertThat(event.path("errorCode").asString(""))
                            .isEqualTo("InvalidSignatureException")));
  }

  @Test
  void aFloodOfUnknownKeysHidesNoAccountsRefusals() {
    FrontDoor.TestAccount nobody =
        new FrontDoor.TestAccount(
            account.endpoint(), account.superuser(), account.id(), "AKIAQQQQQQQQQQQQQQQQ", "x");
    for (int i = 0; i < 40; i++) {
      assertThat(codeOf(() -> nobody.kms().listKeys())).isEqualTo("UnrecognizedClientException");
    }
    try (KmsClient forger = account.kmsWithSecret("wrong")) {
      codeOf(forger::listKeys);
    }
    FrontDoor.await(
        () ->
            assertThat(eventsOf("ListKeys"))
                .singleElement()
                .satisfies(
                    event ->
                        assertThat(event.path("errorCode").asString())
                            .isEqualTo("InvalidSignatureException")));
    assertThat(eventsOf("RejectedCalls")).isEmpty();
  }

  @Test
  void everyAnswerCarriesTheRequestIdOfItsEvent() {
    String requestId = errorOf(() -> kms.describeKey(r -> r.keyId("alias/none"))).requestId();
    assertThat(eventsOf("DescribeKey").getFirst().path("requestID").asString())
        .isEqualTo(requestId);
  }

  @Test
  void parametersThatWouldFillTheTrailAreOmittedAsByCloudTrail() {
    FrontDoor.TestAccount account = FrontDoor.shared().newAccount();
    String description = "d".repeat(20_000);
    assertThat(codeOf(() -> account.kms().createKey(r -> r.description(description))))
        .isEqualTo("ValidationException");
    JsonNode event = account.events().getLast();
    assertThat(event.path("eventName").asString()).isEqualTo("CreateKey");
    assertThat(event.path("errorCode").asString()).isEqualTo("ValidationException");
    assertThat(event.path("requestParameters").path("omitted").asBoolean()).isTrue();
    assertThat(event.toString()).hasSizeLessThan(5_000);
  }
}
