package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import tools.jackson.databind.JsonNode;

class AliasesTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("x");
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

  private static String createAlias(KeyMetadata key) {
    String alias = "alias/t-" + UUID.randomUUID();
    kms.createAlias(r -> r.aliasName(alias).targetKeyId(key.keyId()));
    return alias;
  }

  private static AliasListEntry entry(KeyMetadata key, String alias) {
    return kms.listAliasesPaginator(r -> r.keyId(key.keyId())).aliases().stream()
        .filter(one -> one.aliasName().equals(alias))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anUpdatedAliasStandsForTheNewKeyAtOnce() {
    KeyMetadata first = createKey();
    KeyMetadata second = createKey();
    String alias = createAlias(first);
    assertThat(kms.encrypt(r -> r.keyId(alias).plaintext(PLAINTEXT)).keyId())
        .isEqualTo(first.arn());
    kms.updateAlias(r -> r.aliasName(alias).targetKeyId(second.arn()));
    assertThat(kms.encrypt(r -> r.keyId(alias).plaintext(PLAINTEXT)).keyId())
        .isEqualTo(second.arn());
    assertThat(kms.listAliases(r -> r.keyId(first.keyId())).aliases()).isEmpty();
    AliasListEntry entry = entry(second, alias);
    assertThat(entry.lastUpdatedDate()).isAfter(entry.creationDate());
    JsonNode event =
        account.events().stream()
            .filter(one -> one.path("eventName").asString().equals("UpdateAlias"))
            .filter(one -> one.toString().contains(alias))
            .findFirst()
            .orElseThrow();
    assertThat(event.path("resources").findValuesAsString("ARN"))
        .containsExactly(entry.aliasArn(), first.arn(), second.arn());
  }

  @Test
  void aDeletedAliasIsGoneAtOnceAndItsKeyStays() {
    KeyMetadata key = createKey();
    String alias = createAlias(key);
    kms.encrypt(r -> r.keyId(alias).plaintext(PLAINTEXT));
    kms.deleteAlias(r -> r.aliasName(alias));
    assertThat(codeOf(() -> kms.encrypt(r -> r.keyId(alias).plaintext(PLAINTEXT))))
        .isEqualTo("NotFoundException");
    assertThat(codeOf(() -> kms.deleteAlias(r -> r.aliasName(alias))))
        .isEqualTo("NotFoundException");
    kms.encrypt(r -> r.keyId(key.keyId()).plaintext(PLAINTEXT));
    kms.createAlias(r -> r.aliasName(alias).targetKeyId(key.keyId()));
  }

  @Test
  void updatesAreHeldToTheirRules() {
    KeyMetadata key = createKey();
    String alias = createAlias(key);
    assertThat(codeOf(() -> kms.updateAlias(r -> r.aliasName("payments").targetKeyId(key.keyId()))))
        .isEqualTo("ValidationException");
    assertThat(
            codeOf(
                () -> kms.updateAlias(r -> r.aliasName("alias/absent").targetKeyId(key.keyId()))))
        .isEqualTo("NotFoundException");
    assertThat(
            codeOf(
                () ->
                    kms.updateAlias(
                        r -> r.aliasName(alias).targetKeyId(UUID.randomUUID().toString()))))
        .isEqualTo("NotFoundException");
    for (String target : List.of(alias, "alias/absent", entry(key, alias).aliasArn())) {
      assertThat(codeOf(() -> kms.updateAlias(r -> r.aliasName(alias).targetKeyId(target))))
          .isEqualTo("ValidationException");
      assertThat(codeOf(() -> kms.createAlias(r -> r.aliasName("alias/n").targetKeyId(target))))
          .isEqualTo("ValidationException");
    }
    assertThat(codeOf(() -> kms.deleteAlias(r -> r.aliasName("payments"))))
        .isEqualTo("ValidationException");
    kms.updateAlias(r -> r.aliasName(alias).targetKeyId(key.keyId()));
  }

  @Test
  void anAliasMayLeaveADyingKeyButNotGoToOne() {
    KeyMetadata dying = createKey();
    KeyMetadata other = createKey();
    String alias = createAlias(dying);
    String second = createAlias(other);
    kms.scheduleKeyDeletion(r -> r.keyId(dying.keyId()));
    assertThat(codeOf(() -> kms.updateAlias(r -> r.aliasName(second).targetKeyId(dying.keyId()))))
        .isEqualTo("KMSInvalidStateException");
    kms.updateAlias(r -> r.aliasName(alias).targetKeyId(other.keyId()));
    assertThat(entry(other, alias).targetKeyId()).isEqualTo(other.keyId());
  }

  @Test
  void anAliasOfADyingKeyCanBeDeleted() {
    KeyMetadata dying = createKey();
    String alias = createAlias(dying);
    kms.scheduleKeyDeletion(r -> r.keyId(dying.keyId()));
    kms.deleteAlias(r -> r.aliasName(alias));
    assertThat(kms.listAliases(r -> r.keyId(dying.keyId())).aliases()).isEmpty();
  }

  @Test
  void aFullKeyTakesNoFurtherAliasButKeepsItsOwn() {
    KeyMetadata full = createKey();
    String own = createAlias(full);
    for (int i = 1; i < 50; i++) {
      createAlias(full);
    }
    String other = createAlias(createKey());
    assertThat(codeOf(() -> kms.updateAlias(r -> r.aliasName(other).targetKeyId(full.keyId()))))
        .isEqualTo("LimitExceededException");
    kms.updateAlias(r -> r.aliasName(own).targetKeyId(full.keyId()));
  }

  @Test
  void anotherAccountsAliasIsOutOfReach() {
    String alias = createAlias(createKey());
    KmsClient other = FrontDoor.shared().newAccount().kms();
    KeyMetadata own = other.createKey().keyMetadata();
    assertThat(codeOf(() -> other.deleteAlias(r -> r.aliasName(alias))))
        .isEqualTo("NotFoundException");
    assertThat(codeOf(() -> other.updateAlias(r -> r.aliasName(alias).targetKeyId(own.keyId()))))
        .isEqualTo("NotFoundException");
  }

  /** Opposite updates lock two keys in opposite order, and deletions race with them. */
  @Test
  void racingUpdatesAndDeletionsEachGetADocumentedAnswer() throws Exception {
    KeyMetadata a = createKey();
    KeyMetadata b = createKey();
    String one = createAlias(a);
    String two = createAlias(b);
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      KeyMetadata target = i % 2 == 0 ? a : b;
      KeyMetadata opposite = i % 2 == 0 ? b : a;
      calls.add(
          () -> outcome(() -> kms.updateAlias(r -> r.aliasName(one).targetKeyId(target.keyId()))));
      calls.add(
          () ->
              outcome(() -> kms.updateAlias(r -> r.aliasName(two).targetKeyId(opposite.keyId()))));
    }
    calls.add(() -> outcome(() -> kms.deleteAlias(r -> r.aliasName(two))));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).isIn("ok", "NotFoundException");
      }
    }
    assertThat(codeOf(() -> kms.deleteAlias(r -> r.aliasName(two)))).isEqualTo("NotFoundException");
  }

  private static String outcome(Runnable call) {
    try {
      call.run();
      return "ok";
    } catch (AwsServiceException e) {
      return e.awsErrorDetails().errorCode();
    }
  }

  @Test
  void anAliasGoesToKeysOfTheSameTypeAndUsageOnly() {
    KmsClient client = TestKeys.KMS;
    String name = "alias/types-" + UUID.randomUUID();
    String rsa = TestKeys.arn(KeySpec.RSA_2048, KeyUsageType.SIGN_VERIFY);
    String curve = TestKeys.arn(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
    client.createAlias(r -> r.aliasName(name).targetKeyId(rsa));
    client.updateAlias(r -> r.aliasName(name).targetKeyId(curve));
    for (String other :
        new String[] {
          TestKeys.arn(KeySpec.RSA_2048, KeyUsageType.ENCRYPT_DECRYPT),
          TestKeys.arn(KeySpec.ECC_NIST_P256, KeyUsageType.KEY_AGREEMENT),
          TestKeys.arn(KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT),
          TestKeys.arn(KeySpec.HMAC_256, KeyUsageType.GENERATE_VERIFY_MAC)
        }) {
      assertThat(codeOf(() -> client.updateAlias(r -> r.aliasName(name).targetKeyId(other))))
          .as(other)
          .isEqualTo("ValidationException");
    }
  }
}
