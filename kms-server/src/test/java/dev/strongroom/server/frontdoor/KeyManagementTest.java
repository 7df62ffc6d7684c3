package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.Tag;

class KeyManagementTest {
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

  @Test
  void aNewKeyIsDescribedAsOnAws() {
    KeyMetadata made =
        kms.createKey(
                r ->
                    r.description("a key").tags(Tag.builder().tagKey("team").tagValue("a").build()))
            .keyMetadata();
    assertThat(made.awsAccountId()).isEqualTo(account.id());
    assertThat(made.arn())
        .isEqualTo("arn:aws:kms:us-east-1:" + account.id() + ":key/" + made.keyId());
    assertThat(made.keyState()).isEqualTo(KeyState.ENABLED);
    assertThat(made.enabled()).isTrue();
    assertThat(made.keySpec()).isEqualTo(KeySpec.SYMMETRIC_DEFAULT);
    assertThat(made.customerMasterKeySpecAsString()).isEqualTo("SYMMETRIC_DEFAULT");
    assertThat(made.keyUsage()).isEqualTo(KeyUsageType.ENCRYPT_DECRYPT);
    assertThat(made.encryptionAlgorithmsAsStrings()).containsExactly("SYMMETRIC_DEFAULT");
    assertThat(made.keyManager()).isEqualTo(KeyManagerType.CUSTOMER);
    assertThat(made.origin()).isEqualTo(OriginType.AWS_KMS);
    assertThat(made.multiRegion()).isFalse();
    assertThat(made.description()).isEqualTo("a key");
    assertThat(kms.describeKey(r -> r.keyId(made.keyId())).keyMetadata()).isEqualTo(made);
  }

  @Test
  void aKeyOfAnyStateIsNotRotated() {
    KeyMetadata key = kms.createKey().keyMetadata();
    requireNotRotated(key.keyId(), key);
    requireNotRotated(key.arn(), key);
    kms.disableKey(r -> r.keyId(key.keyId()));
    requireNotRotated(key.keyId(), key);
    kms.scheduleKeyDeletion(r -> r.keyId(key.keyId()));
    requireNotRotated(key.keyId(), key);
  }

  private static void requireNotRotated(String named, KeyMetadata key) {
    GetKeyRotationStatusResponse answer = kms.getKeyRotationStatus(r -> r.keyId(named));
    assertThat(answer.keyId()).isEqualTo(key.keyId());
    assertThat(answer.keyRotationEnabled()).isFalse();
    assertThat(answer.rotationPeriodInDays()).isNull();
    assertThat(answer.nextRotationDate()).isNull();
    assertThat(answer.onDemandRotationStartDate()).isNull();
  }

  @Test
  void theRotationOfWhatIsNoKeyOfTheCallersIsRefused() {
    String alias = "alias/t-" + UUID.randomUUID();
    String key = createKey();
    kms.createAlias(r -> r.aliasName(alias).targetKeyId(key));
    for (String absent : List.of(UUID.randomUUID().toString(), alias)) {
      assertThat(codeOf(() -> kms.getKeyRotationStatus(r -> r.keyId(absent))))
          .isEqualTo("NotFoundException");
    }
    assertThat(codeOf(() -> kms.getKeyRotationStatus(r -> r.keyId("arn:aws:kms:bogus"))))
        .isEqualTo("InvalidArnException");
    String foreign = FrontDoor.shared().newAccount().kms().createKey().keyMetadata().arn();
    assertThat(codeOf(() -> kms.getKeyRotationStatus(r -> r.keyId(foreign))))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void whatIsNotBuiltIsRefusedAndNeverIgnored() {
    List<CreateKeyRequest> requests =
        List.of(
            CreateKeyRequest.builder().multiRegion(true).build(),
            CreateKeyRequest.builder().origin(OriginType.EXTERNAL).build(),
            CreateKeyRequest.builder().customKeyStoreId("cks-1234567890abcdef0").build(),
            CreateKeyRequest.builder().xksKeyId("x").build(),
            CreateKeyRequest.builder()
                .policy("{\"Version\":\"2012-10-17\",\"Statement\":[]}")
                .build());
    for (CreateKeyRequest request : requests) {
      assertThat(codeOf(() -> kms.createKey(request)))
          .as(request.toString())
          .isEqualTo("UnsupportedOperationException");
    }
  }

  @Test
  void theDefaultPolicyMayBeGiven() {
    String policy =
        """
        {"Version":"2012-10-17","Id":"key-default-1","Statement":[{"Sid":"Enable IAM User Permissions",
         "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::%s:root"},"Action":"kms:*","Resource":"*"}]}
        """
            .formatted(account.id());
    assertThat(kms.createKey(r -> r.policy(policy)).keyMetadata().enabled()).isTrue();
    assertThat(codeOf(() -> kms.createKey(r -> r.policy("{"))))
        .isEqualTo("MalformedPolicyDocumentException");
  }

  @Test
  void aDescriptionCanBeChanged() {
    String key = createKey();
    kms.updateKeyDescription(r -> r.keyId(key).description("another"));
    assertThat(kms.describeKey(r -> r.keyId(key)).keyMetadata().description()).isEqualTo("another");
    kms.updateKeyDescription(r -> r.keyId(key).description(""));
    assertThat(kms.describeKey(r -> r.keyId(key)).keyMetadata().description()).isEmpty();
    assertThat(
            codeOf(() -> kms.updateKeyDescription(r -> r.keyId(key).description("d".repeat(8193)))))
        .isEqualTo("ValidationException");
    assertThat(codeOf(() -> kms.updateKeyDescription(r -> r.keyId(key))))
        .isEqualTo("ValidationException");
    String foreign = FrontDoor.shared().newAccount().kms().createKey().keyMetadata().arn();
    assertThat(codeOf(() -> kms.updateKeyDescription(r -> r.keyId(foreign).description("mine"))))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void textThatTheDatabaseCannotKeepIsAValidationError() {
    assertThat(codeOf(() -> kms.createKey(r -> r.description("a\0b"))))
        .isEqualTo("ValidationException");
    String key = createKey();
    assertThat(
            codeOf(
                () ->
                    kms.encrypt(
                        r ->
                            r.keyId(key)
                                .plaintext(SdkBytes.fromUtf8String("x"))
                                .encryptionContext(Map.of("k", "\0")))))
        .isEqualTo("ValidationException");
    Tag tag = Tag.builder().tagKey("k").tagValue("a\0b").build();
    assertThat(codeOf(() -> kms.createKey(r -> r.tags(tag)))).isEqualTo("ValidationException");
  }

  @Test
  void aDisabledKeyRefusesUntilItIsEnabledAgain() {
    String key = createKey();
    SdkBytes plaintext = SdkBytes.fromUtf8String("x");
    SdkBytes blob = kms.encrypt(r -> r.keyId(key).plaintext(plaintext)).ciphertextBlob();
    kms.disableKey(r -> r.keyId(key));
    assertThat(kms.describeKey(r -> r.keyId(key)).keyMetadata().keyState())
        .isEqualTo(KeyState.DISABLED);
    assertThat(codeOf(() -> kms.encrypt(r -> r.keyId(key).plaintext(plaintext))))
        .isEqualTo("DisabledException");
    assertThat(codeOf(() -> kms.decrypt(r -> r.ciphertextBlob(blob))))
        .isEqualTo("DisabledException");
    kms.disableKey(r -> r.keyId(key));
    kms.enableKey(r -> r.keyId(key));
    assertThat(kms.decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isEqualTo(plaintext);
  }

  @Test
  void managementTakesNoAliases() {
    String key = createKey();
    String alias = "alias/m-" + UUID.randomUUID();
    kms.createAlias(r -> r.aliasName(alias).targetKeyId(key));
    assertThat(codeOf(() -> kms.disableKey(r -> r.keyId(alias)))).isEqualTo("NotFoundException");
  }

  @Test
  void aliasesAreHeldToTheirRules() {
    String key = createKey();
    String alias = "alias/rules-" + UUID.randomUUID();
    kms.createAlias(r -> r.aliasName(alias).targetKeyId(key));
    assertThat(codeOf(() -> kms.createAlias(r -> r.aliasName(alias).targetKeyId(key))))
        .isEqualTo("AlreadyExistsException");
    assertThat(codeOf(() -> kms.createAlias(r -> r.aliasName("alias/aws/s3").targetKeyId(key))))
        .isEqualTo("InvalidAliasNameException");
    assertThat(codeOf(() -> kms.createAlias(r -> r.aliasName("payments").targetKeyId(key))))
        .isEqualTo("ValidationException");
    assertThat(codeOf(() -> kms.createAlias(r -> r.aliasName("alias/a b").targetKeyId(key))))
        .isEqualTo("ValidationException");
    assertThat(
            codeOf(
                () ->
                    kms.createAlias(
                        r -> r.aliasName("alias/none").targetKeyId(UUID.randomUUID().toString()))))
        .isEqualTo("NotFoundException");
  }

  @Test
  void listsWalkAllKeysAndAliasesWithoutRepeatOrGap() {
    FrontDoor.TestAccount lister = FrontDoor.shared().newAccount();
    KmsClient own = lister.kms();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      String key = own.createKey().keyMetadata().keyId();
      String alias = "alias/list-" + i;
      own.createAlias(r -> r.aliasName(alias).targetKeyId(key));
      made.add(key);
    }
    List<String> listed =
        own.listKeysPaginator(r -> r.limit(3)).keys().stream().map(KeyListEntry::keyId).toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(made);
    List<String> aliases =
        own.listAliasesPaginator(r -> r.limit(2)).aliases().stream()
            .map(AliasListEntry::targetKeyId)
            .toList();
    assertThat(aliases).containsExactlyElementsOf(made);
    assertThat(own.listAliases(r -> r.keyId(made.get(2))).aliases())
        .singleElement()
        .satisfies(alias -> assertThat(alias.aliasName()).isEqualTo("alias/list-2"));
  }

  @Test
  void listsNeitherRepeatNorSkipWhileMoreIsMade() throws Exception {
    KmsClient own = FrontDoor.shared().newAccount().kms();
    Set<String> keys = new HashSet<>();
    Set<String> aliases = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      String alias = "alias/m-%02d".formatted(i);
      String key = own.createKey().keyMetadata().keyId();
      own.createAlias(r -> r.aliasName(alias).targetKeyId(key));
      keys.add(key);
      aliases.add(alias);
    }
    AtomicBoolean listed = new AtomicBoolean();
    Thread maker = Thread.startVirtualThread(() -> makeUntil(listed, own));
    try {
      for (int limit : List.of(1, 7, 100)) {
        assertThat(own.listKeysPaginator(r -> r.limit(limit)).keys().stream())
            .extracting(KeyListEntry::keyId)
            .doesNotHaveDuplicates()
            .containsAll(keys);
        assertThat(own.listAliasesPaginator(r -> r.limit(limit)).aliases().stream())
            .extracting(AliasListEntry::aliasName)
            .doesNotHaveDuplicates()
            .containsAll(aliases);
      }
    } finally {
      listed.set(true);
      maker.join();
    }
  }

  private static void makeUntil(AtomicBoolean done, KmsClient own) {
    for (int i = 0; i < 500 && !done.get(); i++) {
      String key = own.createKey().keyMetadata().keyId();
      for (String prefix : List.of("alias/l-", "alias/n-")) {
        String alias = prefix + i;
        own.createAlias(r -> r.aliasName(alias).targetKeyId(key));
      }
    }
  }

  @Test
  void aMarkerServesItsOwnListAlone() {
    createKey();
    createKey();
    String marker = kms.listKeys(r -> r.limit(1)).nextMarker();
    assertThat(codeOf(() -> kms.listAliases(r -> r.marker(marker))))
        .isEqualTo("InvalidMarkerException");
    assertThat(codeOf(() -> kms.listKeys(r -> r.marker("bogus"))))
        .isEqualTo("InvalidMarkerException");
    KmsClient other = FrontDoor.shared().newAccount().kms();
    assertThat(codeOf(() -> other.listKeys(r -> r.marker(marker))))
        .isEqualTo("InvalidMarkerException");
  }
}
