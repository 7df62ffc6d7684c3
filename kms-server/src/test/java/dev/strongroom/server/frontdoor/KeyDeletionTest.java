package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.Tag;
import tools.jackson.databind.JsonNode;

class KeyDeletionTest {
  private static FrontDoor.TestAccount account;
  private static KmsClient kms;

  @BeforeAll
  static void makeAnAccount() {
    account = FrontDoor.shared().newAccount();
    kms = account.kms();
  }

  private static KeyMetadata createKey() {
    return kms.createKey().keyMetadata();
  }

  @Test
  void aScheduledKeyShowsItsDateAndWaits30DaysByDefault() {
    KeyMetadata key = createKey();
    Instant before = Instant.now();
    ScheduleKeyDeletionResponse answer = kms.scheduleKeyDeletion(r -> r.keyId(key.keyId()));
    assertThat(answer.keyId()).isEqualTo(key.arn());
    assertThat(answer.keyState()).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(answer.pendingWindowInDays()).isEqualTo(30);
    assertThat(answer.deletionDate())
        .isBetween(
            before.plus(Duration.ofDays(30)).minusSeconds(1),
            Instant.now().plus(Duration.ofDays(30)).plusSeconds(1));
    KeyMetadata described = kms.describeKey(r -> r.keyId(key.keyId())).keyMetadata();
    assertThat(described.keyState()).isEqualTo(KeyState.PENDING_DELETION);
    assertThat(described.enabled()).isFalse();
    assertThat(described.deletionDate()).isEqualTo(answer.deletionDate());
  }

  @Test
  void theWaitIs7To30Days() {
    String key = createKey().keyId();
    for (int days : List.of(1, 6, 31, 365)) {
      assertThat(codeOf(() -> kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(days))))
          .isEqualTo("ValidationException");
    }
    assertThat(
            kms.scheduleKeyDeletion(r -> r.keyId(key).pendingWindowInDays(7)).pendingWindowInDays())
        .isEqualTo(7);
  }

  @Test
  void aKeyThatIsBeingDeletedRefusesItsUseAndItsManagement() {
    String key = createKey().keyId();
    SdkBytes plaintext = SdkBytes.fromUtf8String("x");
    SdkBytes blob = kms.encrypt(r -> r.keyId(key).plaintext(plaintext)).ciphertextBlob();
    kms.scheduleKeyDeletion(r -> r.keyId(key));
    List<ThrowingCallable> calls =
        List.of(
            () -> kms.encrypt(r -> r.keyId(key).plaintext(plaintext)),
            () -> kms.decrypt(r -> r.ciphertextBlob(blob)),
            () -> kms.reEncrypt(r -> r.ciphertextBlob(blob).destinationKeyId(key)),
            () -> kms.generateDataKeyWithoutPlaintext(r -> r.keyId(key).numberOfBytes(1)),
            () -> kms.scheduleKeyDeletion(r -> r.keyId(key)),
            () -> kms.enableKey(r -> r.keyId(key)),
            () -> kms.disableKey(r -> r.keyId(key)),
            () -> kms.updateKeyDescription(r -> r.keyId(key).description("d")),
            () -> kms.createAlias(r -> r.aliasName("alias/deleted").targetKeyId(key)),
            () -> kms.tagResource(r -> r.keyId(key).tags(tag())),
            () -> kms.untagResource(r -> r.keyId(key).tagKeys("k")));
    for (ThrowingCallable call : calls) {
      assertThat(codeOf(call)).isEqualTo("KMSInvalidStateException");
    }
    // Terraform recognises the state by these words.
    assertThat(Errors.errorOf(calls.getFirst())).hasMessageContaining("is pending deletion");
    // What only reads, and the policy, works in every state.
    kms.listResourceTags(r -> r.keyId(key));
    kms.listKeyPolicies(r -> r.keyId(key));
    String policy = kms.getKeyPolicy(r -> r.keyId(key)).policy();
    kms.putKeyPolicy(r -> r.keyId(key).policy(policy));
  }

  private static Tag tag() {
    return Tag.builder().tagKey("k").tagValue("v").build();
  }

  @Test
  void aCancelledDeletionLeavesTheKeyDisabled() {
    KeyMetadata key = createKey();
    SdkBytes plaintext = SdkBytes.fromUtf8String("kept");
    SdkBytes blob = kms.encrypt(r -> r.keyId(key.keyId()).plaintext(plaintext)).ciphertextBlob();
    assertThat(codeOf(() -> kms.cancelKeyDeletion(r -> r.keyId(key.keyId()))))
        .isEqualTo("KMSInvalidStateException");
    kms.scheduleKeyDeletion(r -> r.keyId(key.keyId()));
    assertThat(kms.cancelKeyDeletion(r -> r.keyId(key.keyId())).keyId()).isEqualTo(key.arn());
    KeyMetadata described = kms.describeKey(r -> r.keyId(key.keyId())).keyMetadata();
    assertThat(described.keyState()).isEqualTo(KeyState.DISABLED);
    assertThat(described.deletionDate()).isNull();
    assertThat(codeOf(() -> kms.decrypt(r -> r.ciphertextBlob(blob))))
        .isEqualTo("DisabledException");
    kms.enableKey(r -> r.keyId(key.keyId()));
    assertThat(kms.decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isEqualTo(plaintext);
  }

  @Test
  void theTrailShowsTheDateAsCloudTrailDoes() {
    KeyMetadata key = createKey();
    kms.scheduleKeyDeletion(r -> r.keyId(key.keyId()).pendingWindowInDays(9));
    JsonNode event =
        account.events().stream()
            .filter(one -> one.path("eventName").asString().equals("ScheduleKeyDeletion"))
            .filter(one -> one.toString().contains(key.keyId()))
            .findFirst()
            .orElseThrow();
    assertThat(event.path("requestParameters").path("pendingWindowInDays").asInt()).isEqualTo(9);
    assertThat(event.path("responseElements").path("keyState").asString())
        .isEqualTo("PendingDeletion");
    assertThat(event.path("responseElements").has("deletionDate")).isTrue();
  }
}
