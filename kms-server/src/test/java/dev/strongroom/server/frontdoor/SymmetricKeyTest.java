package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

class SymmetricKeyTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("the quick brown fox");
  private static final Map<String, String> CONTEXT = Map.of("app", "demo", "größe", "✓");

  private static KmsClient kms;
  private static String keyId;
  private static String keyArn;

  @BeforeAll
  static void makeAKey() {
    kms = FrontDoor.shared().newAccount().kms();
    var key = kms.createKey(request -> request.description("test")).keyMetadata();
    keyId = key.keyId();
    keyArn = key.arn();
  }

  private static EncryptResponse encrypt() {
    return kms.encrypt(r -> r.keyId(keyId).plaintext(PLAINTEXT).encryptionContext(CONTEXT));
  }

  @Test
  void decryptGivesBackWhatWasEncrypted() {
    EncryptResponse encrypted = encrypt();
    assertThat(encrypted.keyId()).isEqualTo(keyArn);
    assertThat(encrypted.encryptionAlgorithm())
        .isEqualTo(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT);
    DecryptResponse decrypted =
        kms.decrypt(r -> r.ciphertextBlob(encrypted.ciphertextBlob()).encryptionContext(CONTEXT));
    assertThat(decrypted.plaintext()).isEqualTo(PLAINTEXT);
    assertThat(decrypted.keyId()).isEqualTo(keyArn);
    assertThat(decrypted.keyMaterialId()).matches("[0-9a-f]{64}");
  }

  @Test
  void theSamePlaintextIsNeverEncryptedToTheSameCiphertext() {
    assertThat(encrypt().ciphertextBlob()).isNotEqualTo(encrypt().ciphertextBlob());
  }

  @Test
  void decryptRefusesAnotherEncryptionContext() {
    SdkBytes blob = encrypt().ciphertextBlob();
    assertThat(codeOf(() -> kms.decrypt(r -> r.ciphertextBlob(blob))))
        .isEqualTo("InvalidCiphertextException");
    assertThat(
            codeOf(
                () ->
                    kms.decrypt(
                        r -> r.ciphertextBlob(blob).encryptionContext(Map.of("app", "other")))))
        .isEqualTo("InvalidCiphertextException");
  }

  @Test
  void decryptRefusesEveryChangedByte() {
    byte[] blob = encrypt().ciphertextBlob().asByteArray();
    for (int i = 0; i < blob.length; i += 3) {
      byte[] changed = blob.clone();
      changed[i] ^= 1;
      assertThat(
              codeOf(
                  () ->
                      kms.decrypt(
                          r ->
                              r.ciphertextBlob(SdkBytes.fromByteArray(changed))
                                  .encryptionContext(CONTEXT))))
          .as("byte %d", i)
          .isIn("InvalidCiphertextException", "AccessDeniedException");
    }
  }

  @Test
  void decryptRefusesATruncatedCiphertext() {
    byte[] blob = encrypt().ciphertextBlob().asByteArray();
    for (int length : new int[] {1, 10, 56, 100, blob.length - 1}) {
      byte[] cut = Arrays.copyOf(blob, length);
      assertThat(codeOf(() -> kms.decrypt(r -> r.ciphertextBlob(SdkBytes.fromByteArray(cut)))))
          .isEqualTo("InvalidCiphertextException");
    }
  }

  @Test
  void theKeyMayBeNamedInEveryForm() {
    String alias = "alias/forms-" + UUID.randomUUID();
    kms.createAlias(r -> r.aliasName(alias).targetKeyId(keyId));
    String aliasArn = keyArn.replaceFirst("key/.*", alias);
    for (String name : new String[] {keyId, keyArn, alias, aliasArn}) {
      SdkBytes blob = kms.encrypt(r -> r.keyId(name).plaintext(PLAINTEXT)).ciphertextBlob();
      assertThat(kms.decrypt(r -> r.ciphertextBlob(blob).keyId(name)).plaintext())
          .isEqualTo(PLAINTEXT);
      assertThat(kms.describeKey(r -> r.keyId(name)).keyMetadata().arn()).isEqualTo(keyArn);
    }
  }

  @Test
  void decryptWithAnotherKeyIsAnIncorrectKey() {
    String other = kms.createKey().keyMetadata().keyId();
    SdkBytes blob = encrypt().ciphertextBlob();
    assertThat(
            codeOf(
                () ->
                    kms.decrypt(
                        r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT).keyId(other))))
        .isEqualTo("IncorrectKeyException");
  }

  @Test
  void plaintextHasFrom1To4096Bytes() {
    SdkBytes largest = SdkBytes.fromByteArray(new byte[4096]);
    SdkBytes tooLarge = SdkBytes.fromByteArray(new byte[4097]);
    SdkBytes none = SdkBytes.fromByteArray(new byte[0]);
    SdkBytes blob = kms.encrypt(r -> r.keyId(keyId).plaintext(largest)).ciphertextBlob();
    assertThat(kms.decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isEqualTo(largest);
    assertThat(codeOf(() -> kms.encrypt(r -> r.keyId(keyId).plaintext(tooLarge))))
        .isEqualTo("ValidationException");
    assertThat(codeOf(() -> kms.encrypt(r -> r.keyId(keyId).plaintext(none))))
        .isEqualTo("ValidationException");
  }

  @Test
  void anotherAlgorithmIsAnInvalidUsage() {
    assertThat(
            codeOf(
                () ->
                    kms.encrypt(
                        r ->
                            r.keyId(keyId)
                                .plaintext(PLAINTEXT)
                                .encryptionAlgorithm(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256))))
        .isEqualTo("InvalidKeyUsageException");
  }

  @Test
  void aDataKeyDecryptsFromItsCiphertext() {
    GenerateDataKeyResponse key =
        kms.generateDataKey(
            r -> r.keyId(keyId).keySpec(DataKeySpec.AES_256).encryptionContext(CONTEXT));
    assertThat(key.plaintext().asByteArray()).hasSize(32);
    assertThat(key.keyId()).isEqualTo(keyArn);
    DecryptResponse decrypted =
        kms.decrypt(r -> r.ciphertextBlob(key.ciphertextBlob()).encryptionContext(CONTEXT));
    assertThat(decrypted.plaintext()).isEqualTo(key.plaintext());
    assertThat(decrypted.keyMaterialId()).isEqualTo(key.keyMaterialId());
  }

  @Test
  void aDataKeysSizeIsGivenExactlyOnce() {
    assertThat(
            kms.generateDataKey(r -> r.keyId(keyId).numberOfBytes(1024)).plaintext().asByteArray())
        .hasSize(1024);
    assertThat(
            kms.generateDataKey(r -> r.keyId(keyId).keySpec(DataKeySpec.AES_128))
                .plaintext()
                .asByteArray())
        .hasSize(16);
    assertThat(codeOf(() -> kms.generateDataKey(r -> r.keyId(keyId))))
        .isEqualTo("ValidationException");
    assertThat(
            codeOf(
                () ->
                    kms.generateDataKey(
                        r -> r.keyId(keyId).keySpec(DataKeySpec.AES_256).numberOfBytes(32))))
        .isEqualTo("ValidationException");
    assertThat(codeOf(() -> kms.generateDataKey(r -> r.keyId(keyId).numberOfBytes(1025))))
        .isEqualTo("ValidationException");
  }

  @Test
  void randomBytesDiffer() {
    SdkBytes one = kms.generateRandom(r -> r.numberOfBytes(32)).plaintext();
    SdkBytes other = kms.generateRandom(r -> r.numberOfBytes(32)).plaintext();
    assertThat(one.asByteArray()).hasSize(32);
    assertThat(one).isNotEqualTo(other);
    assertThat(codeOf(() -> kms.generateRandom(r -> r.numberOfBytes(0))))
        .isEqualTo("ValidationException");
  }

  @Test
  void aDryRunAlwaysAnswersWithAnError() {
    SdkBytes blob = encrypt().ciphertextBlob();
    assertThat(codeOf(() -> kms.encrypt(r -> r.keyId(keyId).plaintext(PLAINTEXT).dryRun(true))))
        .isEqualTo("DryRunOperationException");
    assertThat(
            codeOf(
                () ->
                    kms.decrypt(
                        r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT).dryRun(true))))
        .isEqualTo("DryRunOperationException");
    assertThat(
            codeOf(
                () ->
                    kms.generateDataKey(
                        r -> r.keyId(keyId).keySpec(DataKeySpec.AES_256).dryRun(true))))
        .isEqualTo("DryRunOperationException");
    assertThat(codeOf(() -> kms.decrypt(r -> r.ciphertextBlob(blob).dryRun(true))))
        .isEqualTo("InvalidCiphertextException");
  }

  @Test
  void aRecipientIsRefusedAndNeverIgnored() {
    SdkBytes blob = encrypt().ciphertextBlob();
    SdkBytes document = SdkBytes.fromString("document", StandardCharsets.UTF_8);
    assertThat(
            codeOf(
                () ->
                    kms.decrypt(
                        r ->
                            r.ciphertextBlob(blob)
                                .encryptionContext(CONTEXT)
                                .recipient(to -> to.attestationDocument(document)))))
        .isEqualTo("UnsupportedOperationException");
    assertThat(
            codeOf(
                () ->
                    kms.generateRandom(
                        r -> r.numberOfBytes(8).recipient(to -> to.attestationDocument(document)))))
        .isEqualTo("UnsupportedOperationException");
  }

  @Test
  void anEncryptionContextHasAtMost8192Bytes() {
    Map<String, String> most = Map.of("k", "v".repeat(8191));
    Map<String, String> tooMuch = Map.of("k", "v".repeat(8192));
    assertThat(kms.encrypt(r -> r.keyId(keyId).plaintext(PLAINTEXT).encryptionContext(most)))
        .isNotNull();
    assertThat(
            codeOf(
                () ->
                    kms.encrypt(
                        r -> r.keyId(keyId).plaintext(PLAINTEXT).encryptionContext(tooMuch))))
        .isEqualTo("ValidationException");
  }

  @Test
  void anUnknownGrantTokenIsRefused() {
    assertThat(
            codeOf(
                () -> kms.encrypt(r -> r.keyId(keyId).plaintext(PLAINTEXT).grantTokens("token"))))
        .isEqualTo("InvalidGrantTokenException");
  }

  @Test
  void whatNamesNoKeyIsNotFound() {
    for (String name : new String[] {"foo", UUID.randomUUID().toString(), "alias/none"}) {
      assertThat(codeOf(() -> kms.encrypt(r -> r.keyId(name).plaintext(PLAINTEXT))))
          .as(name)
          .isEqualTo("NotFoundException");
    }
    assertThat(codeOf(() -> kms.encrypt(r -> r.keyId("arn:aws:kms:x").plaintext(PLAINTEXT))))
        .isEqualTo("InvalidArnException");
    assertThatCode(SymmetricKeyTest::encrypt).doesNotThrowAnyException();
  }
}
