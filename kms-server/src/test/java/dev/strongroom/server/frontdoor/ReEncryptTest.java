package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;
import tools.jackson.databind.JsonNode;

class ReEncryptTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("moved but never shown");
  private static final Map<String, String> OLD = Map.of("app", "old");
  private static final Map<String, String> NEW = Map.of("app", "new");
  private static FrontDoor.TestAccount account;
  private static KmsClient kms;
  private static KeyMetadata from;
  private static KeyMetadata to;

  @BeforeAll
  static void makeKeys() {
    account = FrontDoor.shared().newAccount();
    kms = account.kms();
    from = kms.createKey().keyMetadata();
    to = kms.createKey().keyMetadata();
  }

  private static SdkBytes blob() {
    return kms.encrypt(r -> r.keyId(from.keyId()).plaintext(PLAINTEXT).encryptionContext(OLD))
        .ciphertextBlob();
  }

  @Test
  void aCiphertextMovesToAnotherKeyAndContext() {
    ReEncryptResponse moved =
        kms.reEncrypt(
            r ->
                r.ciphertextBlob(blob())
                    .sourceEncryptionContext(OLD)
                    .sourceKeyId(from.keyId())
                    .destinationKeyId(to.keyId())
                    .destinationEncryptionContext(NEW));
    assertThat(moved.sourceKeyId()).isEqualTo(from.arn());
    assertThat(moved.keyId()).isEqualTo(to.arn());
    assertThat(moved.sourceEncryptionAlgorithm())
        .isEqualTo(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT);
    assertThat(moved.destinationEncryptionAlgorithm())
        .isEqualTo(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT);
    assertThat(moved.sourceKeyMaterialId()).isEqualTo(from.currentKeyMaterialId());
    assertThat(moved.destinationKeyMaterialId()).isEqualTo(to.currentKeyMaterialId());
    assertThat(
            kms.decrypt(r -> r.ciphertextBlob(moved.ciphertextBlob()).encryptionContext(NEW))
                .plaintext())
        .isEqualTo(PLAINTEXT);
    assertThat(
            codeOf(
                () ->
                    kms.decrypt(
                        r -> r.ciphertextBlob(moved.ciphertextBlob()).encryptionContext(OLD))))
        .isEqualTo("InvalidCiphertextException");
  }

  @Test
  void theSameKeyMayBeBoth() {
    ReEncryptResponse moved =
        kms.reEncrypt(
            r ->
                r.ciphertextBlob(blob()).sourceEncryptionContext(OLD).destinationKeyId(from.arn()));
    assertThat(kms.decrypt(r -> r.ciphertextBlob(moved.ciphertextBlob())).plaintext())
        .isEqualTo(PLAINTEXT);
  }

  @Test
  void theSourceIsHeldToItsKeyItsContextAndItsForm() {
    SdkBytes blob = blob();
    assertThat(
            codeOf(() -> kms.reEncrypt(r -> r.ciphertextBlob(blob).destinationKeyId(to.keyId()))))
        .isEqualTo("InvalidCiphertextException");
    assertThat(
            codeOf(
                () ->
                    kms.reEncrypt(
                        r ->
                            r.ciphertextBlob(blob)
                                .sourceEncryptionContext(OLD)
                                .sourceKeyId(to.keyId())
                                .destinationKeyId(to.keyId()))))
        .isEqualTo("IncorrectKeyException");
    assertThat(
            codeOf(
                () ->
                    kms.reEncrypt(
                        r ->
                            r.ciphertextBlob(SdkBytes.fromUtf8String("nonsense"))
                                .destinationKeyId(to.keyId()))))
        .isEqualTo("InvalidCiphertextException");
    assertThat(codeOf(() -> kms.reEncrypt(r -> r.destinationKeyId(to.keyId()))))
        .isEqualTo("ValidationException");
    assertThat(
            codeOf(
                () ->
                    kms.reEncrypt(
                        r ->
                            r.ciphertextBlob(blob)
                                .sourceEncryptionContext(OLD)
                                .destinationKeyId(to.keyId())
                                .destinationEncryptionAlgorithm("RSAES_OAEP_SHA_256"))))
        .isEqualTo("InvalidKeyUsageException");
  }

  @Test
  void bothKeysMustBeEnabled() {
    KeyMetadata disabled = kms.createKey().keyMetadata();
    SdkBytes own =
        kms.encrypt(r -> r.keyId(disabled.keyId()).plaintext(PLAINTEXT)).ciphertextBlob();
    kms.disableKey(r -> r.keyId(disabled.keyId()));
    assertThat(codeOf(() -> kms.reEncrypt(r -> r.ciphertextBlob(own).destinationKeyId(to.keyId()))))
        .isEqualTo("DisabledException");
    SdkBytes blob = blob();
    assertThat(
            codeOf(
                () ->
                    kms.reEncrypt(
                        r ->
                            r.ciphertextBlob(blob)
                                .sourceEncryptionContext(OLD)
                                .destinationKeyId(disabled.keyId()))))
        .isEqualTo("DisabledException");
  }

  @Test
  void anotherAccountCanNeitherReadNorWrite() {
    KmsClient other = FrontDoor.shared().newAccount().kms();
    KeyMetadata own = other.createKey().keyMetadata();
    SdkBytes foreign = blob();
    assertThat(
            codeOf(
                () ->
                    other.reEncrypt(
                        r ->
                            r.ciphertextBlob(foreign)
                                .sourceEncryptionContext(OLD)
                                .destinationKeyId(own.keyId()))))
        .isEqualTo("AccessDeniedException");
    SdkBytes blob = other.encrypt(r -> r.keyId(own.keyId()).plaintext(PLAINTEXT)).ciphertextBlob();
    assertThat(
            codeOf(() -> other.reEncrypt(r -> r.ciphertextBlob(blob).destinationKeyId(to.arn()))))
        .isEqualTo("AccessDeniedException");
  }

  @Test
  void aDryRunMovesNothing() {
    assertThat(
            codeOf(
                () ->
                    kms.reEncrypt(
                        r ->
                            r.ciphertextBlob(blob())
                                .sourceEncryptionContext(OLD)
                                .destinationKeyId(to.keyId())
                                .dryRun(true))))
        .isEqualTo("DryRunOperationException");
    assertThat(
            codeOf(
                () ->
                    kms.generateDataKeyWithoutPlaintext(
                        r -> r.keyId(to.keyId()).numberOfBytes(16).dryRun(true))))
        .isEqualTo("DryRunOperationException");
  }

  @Test
  void theTrailNamesBothKeysAndMaterialsAndNoPlaintext() {
    KeyMetadata own = kms.createKey().keyMetadata();
    kms.reEncrypt(
        r -> r.ciphertextBlob(blob()).sourceEncryptionContext(OLD).destinationKeyId(own.keyId()));
    JsonNode event =
        account.events().stream()
            .filter(one -> one.path("eventName").asString().equals("ReEncrypt"))
            .filter(one -> one.toString().contains(own.keyId()))
            .findFirst()
            .orElseThrow();
    assertThat(event.path("resources").findValuesAsString("ARN"))
        .containsExactly(from.arn(), own.arn());
    assertThat(event.path("additionalEventData").path("sourceKeyMaterialId").asString())
        .isEqualTo(from.currentKeyMaterialId());
    assertThat(event.path("additionalEventData").path("destinationKeyMaterialId").asString())
        .isEqualTo(own.currentKeyMaterialId());
    assertThat(event.path("readOnly").asBoolean()).isTrue();
    assertThat(event.toString()).doesNotContain(PLAINTEXT.asUtf8String());
  }

  @Test
  void aDataKeyIsGivenWithoutItsPlaintext() {
    GenerateDataKeyWithoutPlaintextResponse answer =
        kms.generateDataKeyWithoutPlaintext(
            r -> r.keyId(to.keyId()).keySpec("AES_256").encryptionContext(NEW));
    assertThat(answer.keyId()).isEqualTo(to.arn());
    assertThat(answer.keyMaterialId()).isEqualTo(to.currentKeyMaterialId());
    assertThat(
            kms.decrypt(r -> r.ciphertextBlob(answer.ciphertextBlob()).encryptionContext(NEW))
                .plaintext()
                .asByteArray())
        .hasSize(32);
    assertThat(codeOf(() -> kms.generateDataKeyWithoutPlaintext(r -> r.keyId(to.keyId()))))
        .isEqualTo("ValidationException");
    assertThat(
            codeOf(
                () ->
                    kms.generateDataKeyWithoutPlaintext(
                        r -> r.keyId(to.keyId()).keySpec("AES_128").numberOfBytes(16))))
        .isEqualTo("ValidationException");
  }
}
