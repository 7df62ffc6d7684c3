package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static dev.strongroom.server.frontdoor.Errors.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.VerifyResponse;

class SignaturesTest {
  private static final KmsClient KMS = TestKeys.KMS;
  private static final KeyUsageType USAGE = KeyUsageType.SIGN_VERIFY;
  private static final SdkBytes MESSAGE = TestKeys.bytes(4096);

  static Stream<Arguments> algorithms() {
    return TestKeys.specs()
        .flatMap(
            spec -> KeySpecsTest.signing(spec).map(algorithm -> Arguments.of(spec, algorithm)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("algorithms")
  void aSignatureIsValidHereAndElsewhere(KeySpec spec, SigningAlgorithmSpec algorithm)
      throws GeneralSecurityException {
    String key = TestKeys.arn(spec, USAGE);
    MessageType type =
        algorithm == SigningAlgorithmSpec.ED25519_PH_SHA_512 ? MessageType.DIGEST : MessageType.RAW;
    SdkBytes message = type == MessageType.RAW ? MESSAGE : digest("SHA-512");
    SdkBytes signature = sign(key, algorithm, type, message).signature();
    VerifyResponse verified = verify(key, algorithm, type, message, signature);
    assertThat(verified.signatureValid()).isTrue();
    assertThat(verified.keyId()).isEqualTo(key);
    assertThat(verified.signingAlgorithm()).isEqualTo(algorithm);
    assertThat(
            Offline.verifies(
                spec,
                TestKeys.publicKey(spec, USAGE),
                algorithm,
                MESSAGE.asByteArray(),
                signature.asByteArray()))
        .isTrue();
    // Of another message, another signature, or cut off.
    assertThat(codeOf(() -> verify(key, algorithm, type, TestKeys.altered(message, 3), signature)))
        .isEqualTo("KMSInvalidSignatureException");
    int last = signature.asByteArray().length - 1;
    for (int at : new int[] {0, last / 2, last}) {
      assertThat(
              codeOf(() -> verify(key, algorithm, type, message, TestKeys.altered(signature, at))))
          .as("byte %d", at)
          .isEqualTo("KMSInvalidSignatureException");
    }
    for (int length : new int[] {1, last}) {
      SdkBytes cut = SdkBytes.fromByteArray(Arrays.copyOf(signature.asByteArray(), length));
      assertThat(codeOf(() -> verify(key, algorithm, type, message, cut)))
          .as("%d bytes", length)
          .isEqualTo("KMSInvalidSignatureException");
    }
    SdkBytes longer = SdkBytes.fromByteArray(Arrays.copyOf(signature.asByteArray(), last + 2));
    assertThat(codeOf(() -> verify(key, algorithm, type, message, longer)))
        .isEqualTo("KMSInvalidSignatureException");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("algorithms")
  void aMessageAndItsDigestAreTheSame(KeySpec spec, SigningAlgorithmSpec algorithm) {
    String key = TestKeys.arn(spec, USAGE);
    switch (algorithm) {
      case ED25519_SHA_512, ED25519_PH_SHA_512 -> {
        MessageType other =
            algorithm == SigningAlgorithmSpec.ED25519_SHA_512
                ? MessageType.DIGEST
                : MessageType.RAW;
        assertThat(codeOf(() -> sign(key, algorithm, other, digest("SHA-512"))))
            .isEqualTo("ValidationException");
      }
      case ML_DSA_SHAKE_256 -> {
        SdkBytes mu = representative(TestKeys.publicKey(spec, USAGE));
        assertSame(key, algorithm, MessageType.EXTERNAL_MU, mu);
        assertThat(codeOf(() -> sign(key, algorithm, MessageType.DIGEST, mu)))
            .isEqualTo("ValidationException");
      }
      case SM2_DSA -> {
        // The digest is that of the signer's identity and the message: see the unit tests.
        SdkBytes digest = digest("SHA-256");
        SdkBytes signature = sign(key, algorithm, MessageType.DIGEST, digest).signature();
        assertThat(verify(key, algorithm, MessageType.DIGEST, digest, signature).signatureValid())
            .isTrue();
      }
      default -> {
        String name = algorithm.toString();
        SdkBytes digest = digest("SHA-" + name.substring(name.lastIndexOf('_') + 1));
        assertSame(key, algorithm, MessageType.DIGEST, digest);
      }
    }
  }

  private static void assertSame(
      String key, SigningAlgorithmSpec algorithm, MessageType type, SdkBytes digest) {
    SdkBytes one = sign(key, algorithm, type, digest).signature();
    assertThat(verify(key, algorithm, MessageType.RAW, MESSAGE, one).signatureValid()).isTrue();
    SdkBytes other = sign(key, algorithm, MessageType.RAW, MESSAGE).signature();
    assertThat(verify(key, algorithm, type, digest, other).signatureValid()).isTrue();
    for (int length : new int[] {1, digest.asByteArray().length - 1, 65}) {
      SdkBytes wrong = TestKeys.bytes(length);
      assertThat(errorOf(() -> sign(key, algorithm, type, wrong)))
          .hasMessageContaining(
              type == MessageType.EXTERNAL_MU
                  ? "has 64 bytes"
                  : "Digest is invalid length for algorithm " + algorithm + ".");
      assertThat(codeOf(() -> verify(key, algorithm, type, wrong, one)))
          .isEqualTo("ValidationException");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SigningAlgorithmSpec.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"ECDSA_SHA_256", "UNKNOWN_TO_SDK_VERSION"})
  void theAlgorithmMustBeTheKeys(SigningAlgorithmSpec algorithm) {
    String key = TestKeys.arn(KeySpec.ECC_NIST_P256, USAGE);
    assertThat(errorOf(() -> sign(key, algorithm, MessageType.RAW, MESSAGE)))
        .hasMessageContaining(
            "Algorithm " + algorithm + " is incompatible with key spec ECC_NIST_P256");
    assertThat(codeOf(() -> verify(key, algorithm, MessageType.RAW, MESSAGE, MESSAGE)))
        .isEqualTo("InvalidKeyUsageException");
  }

  @Test
  void aSignatureOfAnotherKeyIsNotValid() {
    String one = TestKeys.arn(KeySpec.ECC_NIST_P256, USAGE);
    String other = TestKeys.make(KMS, KeySpec.ECC_NIST_P256, USAGE).arn();
    SigningAlgorithmSpec algorithm = SigningAlgorithmSpec.ECDSA_SHA_256;
    SdkBytes signature = sign(one, algorithm, MessageType.RAW, MESSAGE).signature();
    assertThat(codeOf(() -> verify(other, algorithm, MessageType.RAW, MESSAGE, signature)))
        .isEqualTo("KMSInvalidSignatureException");
  }

  @Test
  void aMessageHasAtMost4096Bytes() {
    String key = TestKeys.arn(KeySpec.ECC_NIST_P256, USAGE);
    SigningAlgorithmSpec algorithm = SigningAlgorithmSpec.ECDSA_SHA_256;
    SdkBytes tooLong = TestKeys.bytes(4097);
    assertThat(codeOf(() -> sign(key, algorithm, MessageType.RAW, tooLong)))
        .isEqualTo("ValidationException");
    assertThat(codeOf(() -> verify(key, algorithm, MessageType.RAW, tooLong, MESSAGE)))
        .isEqualTo("ValidationException");
  }

  @Test
  void keysOfOtherUsagesAndInOtherStatesDoNotSign() {
    SigningAlgorithmSpec algorithm = SigningAlgorithmSpec.ECDSA_SHA_256;
    for (String wrong :
        new String[] {
          TestKeys.arn(KeySpec.ECC_NIST_P256, KeyUsageType.KEY_AGREEMENT),
          TestKeys.arn(KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT),
          TestKeys.arn(KeySpec.HMAC_256, KeyUsageType.GENERATE_VERIFY_MAC)
        }) {
      assertThat(codeOf(() -> sign(wrong, algorithm, MessageType.RAW, MESSAGE)))
          .isEqualTo("InvalidKeyUsageException");
    }
    KeyMetadata key = TestKeys.make(KMS, KeySpec.ECC_NIST_P256, USAGE);
    SdkBytes signature = sign(key.arn(), algorithm, MessageType.RAW, MESSAGE).signature();
    KMS.disableKey(r -> r.keyId(key.keyId()));
    assertThat(codeOf(() -> sign(key.arn(), algorithm, MessageType.RAW, MESSAGE)))
        .isEqualTo("DisabledException");
    assertThat(codeOf(() -> verify(key.arn(), algorithm, MessageType.RAW, MESSAGE, signature)))
        .isEqualTo("DisabledException");
    KMS.scheduleKeyDeletion(r -> r.keyId(key.keyId()));
    assertThat(codeOf(() -> sign(key.arn(), algorithm, MessageType.RAW, MESSAGE)))
        .isEqualTo("KMSInvalidStateException");
    KMS.cancelKeyDeletion(r -> r.keyId(key.keyId()));
    KMS.enableKey(r -> r.keyId(key.keyId()));
    assertThat(verify(key.arn(), algorithm, MessageType.RAW, MESSAGE, signature).signatureValid())
        .isTrue();
  }

  @Test
  void anotherAccountMayNotSign() {
    String key = TestKeys.arn(KeySpec.ECC_NIST_P256, USAGE);
    try (KmsClient other = FrontDoor.shared().newAccount().kms()) {
      assertThat(
              codeOf(
                  () ->
                      other.sign(
                          r ->
                              r.keyId(key)
                                  .message(MESSAGE)
                                  .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))))
          .isEqualTo("AccessDeniedException");
    }
  }

  private static SignResponse sign(
      String key, SigningAlgorithmSpec algorithm, MessageType type, SdkBytes message) {
    return KMS.sign(
        r -> r.keyId(key).signingAlgorithm(algorithm).messageType(type).message(message));
  }

  private static VerifyResponse verify(
      String key,
      SigningAlgorithmSpec algorithm,
      MessageType type,
      SdkBytes message,
      SdkBytes signature) {
    return KMS.verify(
        r ->
            r.keyId(key)
                .signingAlgorithm(algorithm)
                .messageType(type)
                .message(message)
                .signature(signature));
  }

  private static SdkBytes digest(String hash) {
    try {
      return SdkBytes.fromByteArray(MessageDigest.getInstance(hash).digest(MESSAGE.asByteArray()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The message representative of FIPS 204, algorithm 7 line 6, with an empty context. */
  private static SdkBytes representative(byte[] publicKey) {
    byte[] raw = SubjectPublicKeyInfo.getInstance(publicKey).getPublicKeyData().getOctets();
    byte[] tr = shake(raw);
    return SdkBytes.fromByteArray(shake(tr, new byte[2], MESSAGE.asByteArray()));
  }

  private static byte[] shake(byte[]... parts) {
    SHAKEDigest shake = new SHAKEDigest(256);
    for (byte[] part : parts) {
      shake.update(part, 0, part.length);
    }
    byte[] out = new byte[64];
    shake.doFinal(out, 0, out.length);
    return out;
  }
}
