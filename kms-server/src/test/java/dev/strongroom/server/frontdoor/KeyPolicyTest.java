package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.ListKeyPoliciesResponse;

class KeyPolicyTest {
  private static FrontDoor.TestAccount account;
  private static KmsClient kms;

  @BeforeAll
  static void makeAnAccount() {
    account = FrontDoor.shared().newAccount();
    kms = account.kms();
  }

  private static String createKey() {
    return kms.createKey().keyMetadata().keyId();
  }

  private static String respaced(String policy) {
    return policy.replaceAll("\\s+", " ");
  }

  private static long versionsOf(String key) {
    return FrontDoor.shared()
        .superuser()
        .sql("SELECT count(*) FROM strongroom.key_policy WHERE key_id = ?")
        .param(UUID.fromString(key))
        .query(Long.class)
        .single();
  }

  @Test
  void aNewKeyHasTheDefaultPolicy() {
    String key = createKey();
    GetKeyPolicyResponse answer = kms.getKeyPolicy(r -> r.keyId(key));
    assertThat(answer.policyName()).isEqualTo("default");
    assertThat(answer.policy())
        .contains("\"Id\" : \"key-default-1\"", "arn:aws:iam::" + account.id() + ":root");
    assertThat(kms.getKeyPolicy(r -> r.keyId(key).policyName("default")).policy())
        .isEqualTo(answer.policy());
    ListKeyPoliciesResponse names = kms.listKeyPolicies(r -> r.keyId(key).limit(1));
    assertThat(names.policyNames()).containsExactly("default");
    assertThat(names.truncated()).isFalse();
    assertThat(names.nextMarker()).isNull();
  }

  @Test
  void aPolicyReadsBackAsItWasWrittenAndOlderVersionsStay() {
    String key = createKey();
    String policy = respaced(kms.getKeyPolicy(r -> r.keyId(key)).policy());
    kms.putKeyPolicy(r -> r.keyId(key).policy(policy).bypassPolicyLockoutSafetyCheck(true));
    assertThat(kms.getKeyPolicy(r -> r.keyId(key)).policy()).isEqualTo(policy);
    assertThat(versionsOf(key)).isEqualTo(2);
    // The same again is no new version.
    kms.putKeyPolicy(r -> r.keyId(key).policy(policy).policyName("default"));
    assertThat(versionsOf(key)).isEqualTo(2);
    kms.describeKey(r -> r.keyId(key));
  }

  @Test
  void otherPoliciesAreRefusedAndChangeNothing() {
    String key = createKey();
    String before = kms.getKeyPolicy(r -> r.keyId(key)).policy();
    assertThat(codeOf(() -> kms.putKeyPolicy(r -> r.keyId(key).policy("{"))))
        .isEqualTo("MalformedPolicyDocumentException");
    assertThat(
            codeOf(
                () ->
                    kms.putKeyPolicy(
                        r -> r.keyId(key).policy("{\"Statement\":1,\"Statement\":2}"))))
        .isEqualTo("MalformedPolicyDocumentException");
    assertThat(
            codeOf(
                () ->
                    kms.putKeyPolicy(
                        r -> r.keyId(key).policy("{\"Version\":\"2012-10-17\",\"Statement\":[]}"))))
        .isEqualTo("UnsupportedOperationException");
    String foreign = before.replace(account.id(), FrontDoor.shared().newAccount().id());
    assertThat(codeOf(() -> kms.putKeyPolicy(r -> r.keyId(key).policy(foreign))))
        .isEqualTo("UnsupportedOperationException");
    String tooLong = before + " ".repeat(32_768);
    assertThat(codeOf(() -> kms.putKeyPolicy(r -> r.keyId(key).policy(tooLong))))
        .isEqualTo("LimitExceededException");
    assertThat(codeOf(() -> kms.createKey(r -> r.policy(tooLong))))
        .isEqualTo("LimitExceededException");
    assertThat(kms.getKeyPolicy(r -> r.keyId(key)).policy()).isEqualTo(before);
    assertThat(versionsOf(key)).isEqualTo(1);
  }

  @Test
  void onlyTheDefaultPolicyIsThere() {
    String key = createKey();
    String policy = kms.getKeyPolicy(r -> r.keyId(key)).policy();
    assertThat(codeOf(() -> kms.getKeyPolicy(r -> r.keyId(key).policyName("AWS_RAM"))))
        .isEqualTo("NotFoundException");
    assertThat(codeOf(() -> kms.getKeyPolicy(r -> r.keyId(key).policyName("other"))))
        .isEqualTo("NotFoundException");
    assertThat(
            codeOf(() -> kms.putKeyPolicy(r -> r.keyId(key).policyName("AWS_RAM").policy(policy))))
        .isEqualTo("ValidationException");
    assertThat(codeOf(() -> kms.putKeyPolicy(r -> r.keyId(key).policyName("other").policy(policy))))
        .isEqualTo("NotFoundException");
    assertThat(codeOf(() -> kms.listKeyPolicies(r -> r.keyId(key).marker("bogus"))))
        .isEqualTo("InvalidMarkerException");
  }

  @Test
  void anotherAccountsPolicyIsOutOfReach() {
    String foreign = FrontDoor.shared().newAccount().kms().createKey().keyMetadata().arn();
    String own = kms.getKeyPolicy(r -> r.keyId(createKey())).policy();
    assertThat(codeOf(() -> kms.getKeyPolicy(r -> r.keyId(foreign))))
        .isEqualTo("AccessDeniedException");
    assertThat(codeOf(() -> kms.putKeyPolicy(r -> r.keyId(foreign).policy(own))))
        .isEqualTo("AccessDeniedException");
    assertThat(codeOf(() -> kms.listKeyPolicies(r -> r.keyId(foreign))))
        .isEqualTo("AccessDeniedException");
  }
}
