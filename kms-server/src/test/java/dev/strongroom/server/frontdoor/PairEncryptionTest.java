package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static dev.strongroom.server.frontdoor.Errors.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.ReEncryptResponse;

/** Encrypt, Decrypt and ReEncrypt with key pairs. */
class PairEncryptionTest {
  private static final KmsClient KMS = TestKeys.KMS;
  private static final KeyUsageType USAGE = KeyUsageType.ENCRYPT_DECRYPT;
  private static final EncryptionAlgorithmSpec SHA_256 = EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256;

  /** The longest plaintexts as the AWS KMS developer guide has them. */
  static Stream<Arguments> algorithms() {
    return Stream.of(
        Arguments.of(KeySpec.RSA_2048, EncryptionAlgorithmSpec.RSAES_OAEP_SHA_1, 214),
        Arguments.of(KeySpec.RSA_2048, SHA_256, 190),
        Arguments.of(KeySpec.RSA_3072, EncryptionAlgorithmSpec.RSAES_OAEP_SHA_1, 342),
        Arguments.of(KeySpec.RSA_3072, SHA_256, 318),
        Arguments.of(KeySpec.RSA_4096, EncryptionAlgorithmSpec.RSAES_OAEP_SHA_1, 470),
        Arguments.of(KeySpec.RSA_4096, SHA_256, 446),
        Arguments.of(KeySpec.SM2, EncryptionAlgorithmSpec.SM2_PKE, 1024));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("algorithms")
  void whatFitsIsEncryptedAndDecrypted(
      KeySpec spec, EncryptionAlgorithmSpec algorithm, int longest) {
    String key = TestKeys.arn(spec, USAGE);
    for (int length : new int[] {1, 32, longest}) {
      EncryptResponse encrypted = encrypt(key, algorithm, TestKeys.bytes(length));
      assertThat(encrypted.keyId()).isEqualTo(key);
      assertThat(encrypted.encryptionAlgorithm()).isEqualTo(algorithm);
      DecryptResponse decrypted = decrypt(key, algorithm, encrypted.ciphertextBlob());
      assertThat(decrypted.plaintext()).isEqualTo(TestKeys.bytes(length));
      assertThat(decrypted.keyId()).isEqualTo(key);
      assertThat(decrypted.encryptionAlgorithm()).isEqualTo(algorithm);
      assertThat(decrypted.keyMaterialId()).isNull();
    }
    assertThat(errorOf(() -> encrypt(key, algorithm, TestKeys.bytes(longest + 1))))
        .hasMessageContaining("cannot encrypt data larger than " + longest + " bytes");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("algorithms")
  void whatIsNotTheKeysOwnIsNoCiphertext(
      KeySpec spec, EncryptionAlgorithmSpec algorithm, int most) {
    String key = TestKeys.arn(spec, USAGE);
    SdkBytes blob = encrypt(key, algorithm, TestKeys.bytes(16)).ciphertextBlob();
    int length = blob.asByteArray().length;
    for (int at : new int[] {0, 1, length / 2, length - 1}) {
      assertThat(codeOf(() -> decrypt(key, algorithm, TestKeys.altered(blob, at))))
          .as("byte %d", at)
          .isEqualTo("InvalidCiphertextException");
    }
    for (int cut : new int[] {1, length / 2, length - 1, length + 1, 6144}) {
      SdkBytes other = SdkBytes.fromByteArray(Arrays.copyOf(blob.asByteArray(), cut));
      assertThat(codeOf(() -> decrypt(key, algorithm, other)))
          .as("%d bytes of at most %d", cut, most)
          .isEqualTo("InvalidCiphertextException");
    }
  }

  @Test
  void clientsMayEncryptWithThePublicKey() throws GeneralSecurityException {
    PublicKey key =
        Offline.publicKey(KeySpec.RSA_2048, TestKeys.publicKey(KeySpec.RSA_2048, USAGE));
    for (String hash : new String[] {"SHA-1", "SHA-256"}) {
      Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding", "SunJCE");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          key,
          new OAEPParameterSpec(
              hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
      SdkBytes blob = SdkBytes.fromByteArray(cipher.doFinal(TestKeys.bytes(100).asByteArray()));
      EncryptionAlgorithmSpec algorithm =
          EncryptionAlgorithmSpec.fromValue("RSAES_OAEP_" + hash.replace('-', '_'));
      String arn = TestKeys.arn(KeySpec.RSA_2048, USAGE);
      assertThat(decrypt(arn, algorithm, blob).plaintext()).isEqualTo(TestKeys.bytes(100));
    }
  }

  @Test
  void theOtherHashIsAnotherAlgorithm() {
    String key = TestKeys.arn(KeySpec.RSA_2048, USAGE);
    SdkBytes blob = encrypt(key, SHA_256, TestKeys.bytes(16)).ciphertextBlob();
    assertThat(codeOf(() -> decrypt(key, EncryptionAlgorithmSpec.RSAES_OAEP_SHA_1, blob)))
        .isEqualTo("InvalidCiphertextException");
  }

  @Test
  void aPairsCiphertextNamesNoKey() {
    String key = TestKeys.arn(KeySpec.RSA_2048, USAGE);
    SdkBytes blob = encrypt(key, SHA_256, TestKeys.bytes(16)).ciphertextBlob();
    assertThat(codeOf(() -> KMS.decrypt(r -> r.ciphertextBlob(blob).encryptionAlgorithm(SHA_256))))
        .isEqualTo("ValidationException");
    // The algorithm left out is that of symmetric keys, whose ciphertexts have a form.
    assertThat(codeOf(() -> KMS.decrypt(r -> r.ciphertextBlob(blob).keyId(key))))
        .isEqualTo("InvalidCiphertextException");
    String symmetric = TestKeys.arn(KeySpec.SYMMETRIC_DEFAULT, USAGE);
    assertThat(codeOf(() -> decrypt(symmetric, SHA_256, blob)))
        .isEqualTo("InvalidKeyUsageException");
  }

  @Test
  void theAlgorithmMustBeTheKeysAndBeNamed() {
    String key = TestKeys.arn(KeySpec.RSA_2048, USAGE);
    assertThat(codeOf(() -> KMS.encrypt(r -> r.keyId(key).plaintext(TestKeys.bytes(1)))))
        .isEqualTo("InvalidKeyUsageException");
    assertThat(codeOf(() -> encrypt(key, EncryptionAlgorithmSpec.SM2_PKE, TestKeys.bytes(1))))
        .isEqualTo("InvalidKeyUsageException");
    String signing = TestKeys.arn(KeySpec.RSA_2048, KeyUsageType.SIGN_VERIFY);
    assertThat(errorOf(() -> encrypt(signing, SHA_256, TestKeys.bytes(1))))
        .hasMessageContaining("key usage is SIGN_VERIFY which is not valid for Encrypt");
  }

  @Test
  void aContextThatNothingBindsIsRefused() {
    String key = TestKeys.arn(KeySpec.RSA_2048, USAGE);
    Map<String, String> context = Map.of("a", "b");
    assertThat(
            codeOf(
                () ->
                    KMS.encrypt(
                        r ->
                            r.keyId(key)
                                .plaintext(TestKeys.bytes(1))
                                .encryptionAlgorithm(SHA_256)
                                .encryptionContext(context))))
        .isEqualTo("ValidationException");
    SdkBytes blob = encrypt(key, SHA_256, TestKeys.bytes(16)).ciphertextBlob();
    assertThat(
            codeOf(
                () ->
                    KMS.decrypt(
                        r ->
                            r.keyId(key)
                                .ciphertextBlob(blob)
                                .encryptionAlgorithm(SHA_256)
                                .encryptionContext(context))))
        .isEqualTo("ValidationException");
  }

  @Test
  void ciphertextsMoveBetweenKeysOfAllKinds() {
    String rsa = TestKeys.arn(KeySpec.RSA_2048, USAGE);
    String sm2 = TestKeys.arn(KeySpec.SM2, USAGE);
    String symmetric = TestKeys.arn(KeySpec.SYMMETRIC_DEFAULT, USAGE);
    SdkBytes secret = TestKeys.bytes(100);
    SdkBytes first = encrypt(rsa, SHA_256, secret).ciphertextBlob();
    ReEncryptResponse second =
        KMS.reEncrypt(
            r ->
                r.ciphertextBlob(first)
                    .sourceKeyId(rsa)
                    .sourceEncryptionAlgorithm(SHA_256)
                    .destinationKeyId(symmetric)
                    .destinationEncryptionContext(Map.of("a", "b")));
    assertThat(second.sourceKeyMaterialId()).isNull();
    assertThat(second.destinationKeyMaterialId()).matches("[0-9a-f]{64}");
    assertThat(second.sourceEncryptionAlgorithm()).isEqualTo(SHA_256);
    ReEncryptResponse third =
        KMS.reEncrypt(
            r ->
                r.ciphertextBlob(second.ciphertextBlob())
                    .sourceEncryptionContext(Map.of("a", "b"))
                    .destinationKeyId(sm2)
                    .destinationEncryptionAlgorithm(EncryptionAlgorithmSpec.SM2_PKE));
    assertThat(third.sourceKeyMaterialId()).isEqualTo(second.destinationKeyMaterialId());
    assertThat(third.destinationKeyMaterialId()).isNull();
    assertThat(decrypt(sm2, EncryptionAlgorithmSpec.SM2_PKE, third.ciphertextBlob()).plaintext())
        .isEqualTo(secret);
    // What fits into the one does not into the other.
    SdkBytes large =
        encrypt(sm2, EncryptionAlgorithmSpec.SM2_PKE, TestKeys.bytes(191)).ciphertextBlob();
    assertThat(
            codeOf(
                () ->
                    KMS.reEncrypt(
                        r ->
                            r.ciphertextBlob(large)
                                .sourceKeyId(sm2)
                                .sourceEncryptionAlgorithm(EncryptionAlgorithmSpec.SM2_PKE)
                                .destinationKeyId(rsa)
                                .destinationEncryptionAlgorithm(SHA_256))))
        .isEqualTo("ValidationException");
  }

  @Test
  void anEmptyPlaintextOfAClientMovesNowhere() throws GeneralSecurityException {
    String rsa = TestKeys.arn(KeySpec.RSA_2048, USAGE);
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding", "SunJCE");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        Offline.publicKey(KeySpec.RSA_2048, TestKeys.publicKey(KeySpec.RSA_2048, USAGE)),
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    SdkBytes empty = SdkBytes.fromByteArray(cipher.doFinal(new byte[0]));
    for (KeySpec spec : new KeySpec[] {KeySpec.SM2, KeySpec.SYMMETRIC_DEFAULT}) {
      String destination = TestKeys.arn(spec, USAGE);
      EncryptionAlgorithmSpec algorithm =
          spec == KeySpec.SM2
              ? EncryptionAlgorithmSpec.SM2_PKE
              : EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT;
      assertThat(
              codeOf(
                  () ->
                      KMS.reEncrypt(
                          r ->
                              r.ciphertextBlob(empty)
                                  .sourceKeyId(rsa)
                                  .sourceEncryptionAlgorithm(SHA_256)
                                  .destinationKeyId(destination)
                                  .destinationEncryptionAlgorithm(algorithm))))
          .as(spec.toString())
          .isEqualTo("ValidationException");
    }
  }

  private static EncryptResponse encrypt(
      String key, EncryptionAlgorithmSpec algorithm, SdkBytes plaintext) {
    return KMS.encrypt(r -> r.keyId(key).encryptionAlgorithm(algorithm).plaintext(plaintext));
  }

  private static DecryptResponse decrypt(
      String key, EncryptionAlgorithmSpec algorithm, SdkBytes blob) {
    return KMS.decrypt(r -> r.keyId(key).encryptionAlgorithm(algorithm).ciphertextBlob(blob));
  }
}
