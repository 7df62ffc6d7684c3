package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static dev.strongroom.server.frontdoor.Errors.errorOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.strongroom.server.command.AdminClient;
import dev.strongroom.server.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A server whose quotas are small: who calls too often is told so, and nobody else is. */
class ThrottleTest {
  private static final String THROTTLED = "ThrottlingException";

  private static ServerProcess server;
  private static Home home;

  private FrontDoor.TestAccount account;
  private KmsClient kms;

  @BeforeAll
  static void start() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-throttle-");
    // Two calls at once, and then one in ten seconds: slow enough for a slow machine.
    server =
        ServerProcess.start(
            directory,
            List.of(
                "--strongroom.throttle.burst=2",
                "--strongroom.throttle.rates.CreateKey=0.1",
                "--strongroom.throttle.rates.CreateAlias=0.5",
                "--strongroom.throttle.rates.DisableKey=0.1"),
            Map.of("STRONGROOM_THROTTLE_RATES_SECURITYTOKENSERVICE", "0.1"));
    home = new Home(directory.toRealPath());
  }

  @AfterAll
  static void stop() {
    server.close();
    TestDatabase.delete(server.home());
  }

  @BeforeEach
  void makeAnAccount() {
    account = newAccount();
    kms = account.kms();
  }

  private static FrontDoor.TestAccount newAccount() {
    return TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home));
  }

  @Test
  void theCallersAccountIsThrottledAndNoOtherIs() {
    kms.createKey();
    kms.createKey();
    AwsServiceException refusal = errorOf(() -> kms.createKey());
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(THROTTLED);
    assertThat(refusal.awsErrorDetails().errorMessage())
        .isEqualTo(
            "You have exceeded the rate at which you may call KMS. Reduce the frequency of your"
                + " calls.");
    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.isThrottlingException()).isTrue();
    assertThat(newAccount().kms().createKey().keyMetadata().keyId()).isNotEmpty();
  }

  @Test
  void otherOperationsAndRegionsGoOn() {
    kms.createKey();
    String key = kms.createKey().keyMetadata().keyId();
    assertThat(codeOf(() -> kms.createKey())).isEqualTo(THROTTLED);
    assertThat(kms.describeKey(r -> r.keyId(key)).keyMetadata().keyId()).isEqualTo(key);
    assertThat(kms.listKeys().keys()).hasSize(2);
  }

  @Test
  void aFailedCallIsChargedToo() {
    for (int i = 0; i < 2; i++) {
      assertThat(codeOf(() -> kms.disableKey(r -> r.keyId("alias/none")))).isNotEqualTo(THROTTLED);
    }
    assertThat(codeOf(() -> kms.disableKey(r -> r.keyId("alias/none")))).isEqualTo(THROTTLED);
  }

  @Test
  void theSdkRecoversByItself() {
    String key = kms.createKey().keyMetadata().keyId();
    try (KmsClient patient = account.kmsWithRetries(10)) {
      for (int i = 0; i < 4; i++) {
        String alias = "alias/patient-" + i;
        patient.createAlias(r -> r.aliasName(alias).targetKeyId(key));
      }
    }
    assertThat(kms.listAliases(r -> r.keyId(key)).aliases()).hasSize(4);
    FrontDoor.await(
        () ->
            assertThat(eventsOf("CreateAlias"))
                .anySatisfy(
                    event ->
                        assertThat(event.path("errorCode").asString("")).isEqualTo(THROTTLED)));
  }

  @Test
  void stsHasItsOwnQuotaAndItsOwnCode() {
    account.sts().getCallerIdentity();
    account.sts().getCallerIdentity();
    AwsServiceException refusal = errorOf(() -> account.sts().getCallerIdentity());
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("Throttling");
    assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(kms.listKeys().keys()).isEmpty();
  }

  @Test
  void theOperatorIsNotThrottled() {
    AdminClient operator = new AdminClient(home);
    for (int i = 0; i < 20; i++) {
      assertThatCode(() -> operator.call("Status", JsonNodeFactory.instance.objectNode()))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aFloodIsCountedInTheTrailAndHidesNoForgery() {
    kms.createKey();
    kms.createKey();
    int flood = 60;
    for (int i = 0; i < flood; i++) {
      assertThat(codeOf(() -> kms.createKey())).isEqualTo(THROTTLED);
    }
    try (KmsClient forger = account.kmsWithSecret("wrong")) {
      codeOf(forger::createKey);
    }
    FrontDoor.await(
        () -> {
          List<JsonNode> counts = eventsOf("ThrottledCalls");
          long counted =
              counts.stream()
                  .mapToLong(event -> event.path("additionalEventData").path("count").asLong())
                  .sum();
          assertThat(throttled("CreateKey").size() + counted).isEqualTo(flood);
          assertThat(eventsOf("CreateKey"))
              .anySatisfy(
                  event ->
                      assertThat(event.path("errorCode").asString(""))
                          .isEqualTo("InvalidSignatureException"));
        });
    JsonNode event = throttled("CreateKey").getFirst();
    assertThat(event.path("userIdentity").path("type").asString()).isEqualTo("Root");
    assertThat(event.path("userIdentity").path("accountId").asString()).isEqualTo(account.id());
    assertThat(event.path("recipientAccountId").asString()).isEqualTo(account.id());
    assertThat(event.path("readOnly").asBoolean(true)).isFalse();
    assertThat(eventsOf("RejectedCalls")).isEmpty();
  }

  @Test
  void throttledCallsAreMeasured() {
    String series =
        "strongroom_calls_total{operation=\"CreateKey\",outcome=\"ThrottlingException\",service=\"kms\"}";
    double before = server.management().metric(series);
    kms.createKey();
    kms.createKey();
    codeOf(() -> kms.createKey());
    assertThat(server.management().metric(series)).isEqualTo(before + 1);
  }

  private List<JsonNode> eventsOf(String name) {
    return account.events().stream()
        .filter(event -> event.path("eventName").asString().equals(name))
        .toList();
  }

  private List<JsonNode> throttled(String name) {
    return eventsOf(name).stream()
        .filter(event -> event.path("errorCode").asString("").equals(THROTTLED))
        .toList();
  }
}
