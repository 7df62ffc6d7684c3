package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.VerifyMacResponse;

class MacsTest {
  private static final KmsClient KMS = TestKeys.KMS;
  private static final KeyUsageType USAGE = KeyUsageType.GENERATE_VERIFY_MAC;
  private static final SdkBytes MESSAGE = TestKeys.bytes(4096);

  @ParameterizedTest
  @ValueSource(ints = {224, 256, 384, 512})
  void aMacIsVerifiedWholeAndByItsKeyAlone(int bits) {
    KeySpec spec = KeySpec.fromValue("HMAC_" + bits);
    MacAlgorithmSpec algorithm = MacAlgorithmSpec.fromValue("HMAC_SHA_" + bits);
    String key = TestKeys.arn(spec, USAGE);
    GenerateMacResponse made = mac(key, algorithm, MESSAGE);
    assertThat(made.keyId()).isEqualTo(key);
    assertThat(made.macAlgorithm()).isEqualTo(algorithm);
    assertThat(made.mac().asByteArray()).hasSize(bits / 8);
    assertThat(mac(key, algorithm, MESSAGE).mac()).isEqualTo(made.mac());
    VerifyMacResponse verified = verify(key, algorithm, MESSAGE, made.mac());
    assertThat(verified.macValid()).isTrue();
    assertThat(verified.keyId()).isEqualTo(key);
    assertThat(verified.macAlgorithm()).isEqualTo(algorithm);

    assertThat(codeOf(() -> verify(key, algorithm, TestKeys.altered(MESSAGE, 9), made.mac())))
        .isEqualTo("KMSInvalidMacException");
    for (int length : new int[] {1, bits / 8 - 1, bits / 8 + 1}) {
      SdkBytes other = SdkBytes.fromByteArray(Arrays.copyOf(made.mac().asByteArray(), length));
      assertThat(codeOf(() -> verify(key, algorithm, MESSAGE, other)))
          .as("%d bytes", length)
          .isEqualTo("KMSInvalidMacException");
    }
    String another = TestKeys.make(KMS, spec, USAGE).arn();
    assertThat(codeOf(() -> verify(another, algorithm, MESSAGE, made.mac())))
        .isEqualTo("KMSInvalidMacException");
  }

  @Test
  void theAlgorithmAndTheUsageMustBeTheKeys() {
    String key = TestKeys.arn(KeySpec.HMAC_256, USAGE);
    assertThat(codeOf(() -> mac(key, MacAlgorithmSpec.HMAC_SHA_512, MESSAGE)))
        .isEqualTo("InvalidKeyUsageException");
    String symmetric = TestKeys.arn(KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT);
    assertThat(codeOf(() -> mac(symmetric, MacAlgorithmSpec.HMAC_SHA_256, MESSAGE)))
        .isEqualTo("InvalidKeyUsageException");
    assertThat(codeOf(() -> KMS.encrypt(r -> r.keyId(key).plaintext(MESSAGE))))
        .isEqualTo("InvalidKeyUsageException");
    assertThat(codeOf(() -> mac(key, MacAlgorithmSpec.HMAC_SHA_256, TestKeys.bytes(4097))))
        .isEqualTo("ValidationException");
  }

  @Test
  void aKeyThatIsNotEnabledMakesNone() {
    KeyMetadata key = TestKeys.make(KMS, KeySpec.HMAC_384, USAGE);
    SdkBytes mac = mac(key.arn(), MacAlgorithmSpec.HMAC_SHA_384, MESSAGE).mac();
    KMS.disableKey(r -> r.keyId(key.keyId()));
    assertThat(codeOf(() -> mac(key.arn(), MacAlgorithmSpec.HMAC_SHA_384, MESSAGE)))
        .isEqualTo("DisabledException");
    assertThat(codeOf(() -> verify(key.arn(), MacAlgorithmSpec.HMAC_SHA_384, MESSAGE, mac)))
        .isEqualTo("DisabledException");
    KMS.scheduleKeyDeletion(r -> r.keyId(key.keyId()));
    assertThat(codeOf(() -> verify(key.arn(), MacAlgorithmSpec.HMAC_SHA_384, MESSAGE, mac)))
        .isEqualTo("KMSInvalidStateException");
  }

  private static GenerateMacResponse mac(String key, MacAlgorithmSpec algorithm, SdkBytes message) {
    return KMS.generateMac(r -> r.keyId(key).macAlgorithm(algorithm).message(message));
  }

  private static VerifyMacResponse verify(
      String key, MacAlgorithmSpec algorithm, SdkBytes message, SdkBytes mac) {
    return KMS.verifyMac(r -> r.keyId(key).macAlgorithm(algorithm).message(message).mac(mac));
  }
}
