package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DryRunModifierType;
import software.amazon.awssdk.services.kms.model.EncapsulationAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeyAgreementAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeyEncryptionMechanism;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.RecipientInfo;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * Calls that only ask whether they would succeed, and calls for a recipient, which is not there.
 */
class DryRunTest {
  private static final KmsClient KMS = TestKeys.KMS;
  private static final SdkBytes MESSAGE = TestKeys.bytes(32);

  /** Fourteen of the seventeen operations that have it; the others are those on grants. */
  static Stream<Arguments> calls() {
    String symmetric = TestKeys.arn(KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT);
    String signing = TestKeys.arn(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
    String agreement = TestKeys.arn(KeySpec.ECC_NIST_P256, KeyUsageType.KEY_AGREEMENT);
    String mac = TestKeys.arn(KeySpec.HMAC_256, KeyUsageType.GENERATE_VERIFY_MAC);
    String kem = TestKeys.arn(KeySpec.ML_KEM_768, KeyUsageType.ENCAPSULATE_DECAPSULATE);
    SdkBytes blob = KMS.encrypt(r -> r.keyId(symmetric).plaintext(MESSAGE)).ciphertextBlob();
    SigningAlgorithmSpec ecdsa = SigningAlgorithmSpec.ECDSA_SHA_256;
    MacAlgorithmSpec hmac = MacAlgorithmSpec.HMAC_SHA_256;
    SdkBytes signature =
        KMS.sign(r -> r.keyId(signing).message(MESSAGE).signingAlgorithm(ecdsa)).signature();
    SdkBytes made = KMS.generateMac(r -> r.keyId(mac).message(MESSAGE).macAlgorithm(hmac)).mac();
    SdkBytes peer = KMS.getPublicKey(r -> r.keyId(agreement)).publicKey();
    Map<String, Runnable> calls = new LinkedHashMap<>();
    calls.put(
        "Decapsulate",
        () ->
            KMS.decapsulate(
                r ->
                    r.keyId(kem)
                        .encapsulationAlgorithm(EncapsulationAlgorithmSpec.ML_KEM)
                        .sharedSecretCiphertextBlob(TestKeys.bytes(1088))
                        .dryRun(true)));
    calls.put("Decrypt", () -> KMS.decrypt(r -> r.ciphertextBlob(blob).dryRun(true)));
    calls.put(
        "DeriveSharedSecret",
        () ->
            KMS.deriveSharedSecret(
                r ->
                    r.keyId(agreement)
                        .keyAgreementAlgorithm(KeyAgreementAlgorithmSpec.ECDH)
                        .publicKey(peer)
                        .dryRun(true)));
    calls.put(
        "Encapsulate",
        () ->
            KMS.encapsulate(
                r ->
                    r.keyId(kem)
                        .encapsulationAlgorithm(EncapsulationAlgorithmSpec.ML_KEM)
                        .dryRun(true)));
    calls.put(
        "Encrypt", () -> KMS.encrypt(r -> r.keyId(symmetric).plaintext(MESSAGE).dryRun(true)));
    calls.put(
        "GenerateDataKey",
        () ->
            KMS.generateDataKey(r -> r.keyId(symmetric).keySpec(DataKeySpec.AES_256).dryRun(true)));
    calls.put(
        "GenerateDataKeyPair",
        () ->
            KMS.generateDataKeyPair(
                r -> r.keyId(symmetric).keyPairSpec(DataKeyPairSpec.RSA_4096).dryRun(true)));
    calls.put(
        "GenerateDataKeyPairWithoutPlaintext",
        () ->
            KMS.generateDataKeyPairWithoutPlaintext(
                r -> r.keyId(symmetric).keyPairSpec(DataKeyPairSpec.SM2).dryRun(true)));
    calls.put(
        "GenerateDataKeyWithoutPlaintext",
        () ->
            KMS.generateDataKeyWithoutPlaintext(
                r -> r.keyId(symmetric).keySpec(DataKeySpec.AES_256).dryRun(true)));
    calls.put(
        "GenerateMac",
        () -> KMS.generateMac(r -> r.keyId(mac).message(MESSAGE).macAlgorithm(hmac).dryRun(true)));
    calls.put(
        "ReEncrypt",
        () -> KMS.reEncrypt(r -> r.ciphertextBlob(blob).destinationKeyId(symmetric).dryRun(true)));
    calls.put(
        "Sign",
        () ->
            KMS.sign(r -> r.keyId(signing).message(MESSAGE).signingAlgorithm(ecdsa).dryRun(true)));
    calls.put(
        "Verify",
        () ->
            KMS.verify(
                r ->
                    r.keyId(signing)
                        .message(MESSAGE)
                        .signature(signature)
                        .signingAlgorithm(ecdsa)
                        .dryRun(true)));
    calls.put(
        "VerifyMac",
        () ->
            KMS.verifyMac(
                r -> r.keyId(mac).message(MESSAGE).mac(made).macAlgorithm(hmac).dryRun(true)));
    return calls.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void whatWouldSucceedSaysSo(String operation, Runnable call) {
    assertThat(codeOf(call::run)).as(operation).isEqualTo("DryRunOperationException");
  }

  @Test
  void withoutACiphertextTheKeyMustBeNamedAndItMustBeADryRun() {
    String key = TestKeys.arn(KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT);
    String mac = TestKeys.arn(KeySpec.HMAC_256, KeyUsageType.GENERATE_VERIFY_MAC);
    DryRunModifierType ignore = DryRunModifierType.IGNORE_CIPHERTEXT;
    assertThat(codeOf(() -> KMS.decrypt(r -> r.keyId(key).dryRun(true).dryRunModifiers(ignore))))
        .isEqualTo("DryRunOperationException");
    assertThat(
            codeOf(
                () ->
                    KMS.decrypt(
                        r ->
                            r.keyId(key)
                                .ciphertextBlob(MESSAGE)
                                .dryRun(true)
                                .dryRunModifiers(ignore))))
        .as("it is not looked at")
        .isEqualTo("DryRunOperationException");
    assertThat(codeOf(() -> KMS.decrypt(r -> r.dryRun(true).dryRunModifiers(ignore))))
        .isEqualTo("ValidationException");
    assertThat(codeOf(() -> KMS.decrypt(r -> r.keyId(key).dryRunModifiers(ignore))))
        .as("it means something in a dry run only")
        .isEqualTo("ValidationException");
    assertThat(codeOf(() -> KMS.decrypt(r -> r.keyId(mac).dryRun(true).dryRunModifiers(ignore))))
        .isEqualTo("InvalidKeyUsageException");
    assertThat(
            codeOf(
                () ->
                    KMS.reEncrypt(
                        r ->
                            r.sourceKeyId(key)
                                .destinationKeyId(key)
                                .dryRun(true)
                                .dryRunModifiers(ignore))))
        .isEqualTo("DryRunOperationException");
    assertThat(
            codeOf(
                () ->
                    KMS.reEncrypt(
                        r -> r.destinationKeyId(key).dryRun(true).dryRunModifiers(ignore))))
        .isEqualTo("ValidationException");
    String sm2 = TestKeys.arn(KeySpec.SM2, KeyUsageType.ENCRYPT_DECRYPT);
    assertThat(
            codeOf(
                () ->
                    KMS.reEncrypt(
                        r ->
                            r.sourceKeyId(key)
                                .destinationKeyId(sm2)
                                .destinationEncryptionAlgorithm(EncryptionAlgorithmSpec.SM2_PKE)
                                .dryRun(true)
                                .dryRunModifiers(ignore))))
        .isEqualTo("DryRunOperationException");
    try (KmsClient other = FrontDoor.shared().newAccount().kms()) {
      assertThat(
              codeOf(() -> other.decrypt(r -> r.keyId(key).dryRun(true).dryRunModifiers(ignore))))
          .isEqualTo("AccessDeniedException");
    }
  }

  @Test
  void aRecipientIsRefusedAndNeverIgnored() {
    String symmetric = TestKeys.arn(KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT);
    String agreement = TestKeys.arn(KeySpec.ECC_NIST_P256, KeyUsageType.KEY_AGREEMENT);
    SdkBytes peer = KMS.getPublicKey(r -> r.keyId(agreement)).publicKey();
    RecipientInfo recipient =
        RecipientInfo.builder()
            .keyEncryptionAlgorithm(KeyEncryptionMechanism.RSAES_OAEP_SHA_256)
            .attestationDocument(MESSAGE)
            .build();
    assertThat(
            codeOf(
                () ->
                    KMS.generateDataKeyPair(
                        r ->
                            r.keyId(symmetric)
                                .keyPairSpec(DataKeyPairSpec.ECC_NIST_P256)
                                .recipient(recipient))))
        .isEqualTo("UnsupportedOperationException");
    assertThat(
            codeOf(
                () ->
                    KMS.deriveSharedSecret(
                        r ->
                            r.keyId(agreement)
                                .keyAgreementAlgorithm(KeyAgreementAlgorithmSpec.ECDH)
                                .publicKey(peer)
                                .recipient(recipient))))
        .isEqualTo("UnsupportedOperationException");
  }
}
