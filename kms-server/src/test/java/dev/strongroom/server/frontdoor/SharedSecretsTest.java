package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.KEM;
import javax.crypto.KeyAgreement;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecapsulateResponse;
import software.amazon.awssdk.services.kms.model.DeriveSharedSecretResponse;
import software.amazon.awssdk.services.kms.model.EncapsulateResponse;
import software.amazon.awssdk.services.kms.model.EncapsulationAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeyAgreementAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.OriginType;

/** DeriveSharedSecret, Encapsulate and Decapsulate. */
class SharedSecretsTest {
  private static final KmsClient KMS = TestKeys.KMS;
  private static final KeyUsageType AGREEMENT = KeyUsageType.KEY_AGREEMENT;
  private static final KeyUsageType KEM_USAGE = KeyUsageType.ENCAPSULATE_DECAPSULATE;

  @ParameterizedTest
  @CsvSource({
    "ECC_NIST_P256, secp256r1, 32",
    "ECC_NIST_P384, secp384r1, 48",
    "ECC_NIST_P521, secp521r1, 66",
    "SM2, sm2p256v1, 32"
  })
  void twoSidesAgree(KeySpec spec, String curve, int length) throws Exception {
    var provider = new BouncyCastleProvider();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec(curve));
    KeyPair peer = generator.generateKeyPair();
    String key = TestKeys.arn(spec, AGREEMENT);
    DeriveSharedSecretResponse derived = derive(key, peer.getPublic().getEncoded());
    assertThat(derived.keyId()).isEqualTo(key);
    assertThat(derived.keyAgreementAlgorithm()).isEqualTo(KeyAgreementAlgorithmSpec.ECDH);
    assertThat(derived.keyOrigin()).isEqualTo(OriginType.AWS_KMS);
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
    agreement.init(peer.getPrivate());
    agreement.doPhase(
        java.security.KeyFactory.getInstance("EC", provider)
            .generatePublic(new X509EncodedKeySpec(TestKeys.publicKey(spec, AGREEMENT))),
        true);
    assertThat(derived.sharedSecret().asByteArray())
        .hasSize(length)
        .isEqualTo(agreement.generateSecret());
    // Between two keys of the service, each way.
    KeyMetadata other = TestKeys.make(KMS, spec, AGREEMENT);
    byte[] othersPublic = KMS.getPublicKey(r -> r.keyId(other.arn())).publicKey().asByteArray();
    assertThat(derive(key, othersPublic).sharedSecret())
        .isEqualTo(derive(other.arn(), TestKeys.publicKey(spec, AGREEMENT)).sharedSecret());
  }

  @Test
  void aPublicKeyThatIsNoneOfTheCurveIsRefused() {
    String key = TestKeys.arn(KeySpec.ECC_NIST_P256, AGREEMENT);
    byte[] good = TestKeys.publicKey(KeySpec.ECC_NIST_P256, AGREEMENT);
    for (KeySpec other : new KeySpec[] {KeySpec.ECC_NIST_P384, KeySpec.SM2}) {
      refuses(key, TestKeys.publicKey(other, AGREEMENT));
    }
    refuses(key, TestKeys.publicKey(KeySpec.ECC_SECG_P256_K1, KeyUsageType.SIGN_VERIFY));
    refuses(key, TestKeys.publicKey(KeySpec.RSA_2048, KeyUsageType.SIGN_VERIFY));
    // Off the curve, cut off, longer, and the point at infinity.
    for (int at = 0; at < good.length; at += 5) {
      byte[] altered = good.clone();
      altered[at] ^= 1;
      refuses(key, altered);
    }
    refuses(key, Arrays.copyOf(good, good.length - 1));
    refuses(key, Arrays.copyOf(good, good.length + 1));
    byte[] infinity = Arrays.copyOf(good, good.length - 64);
    infinity[1] -= 64;
    infinity[infinity.length - 3] -= 64;
    infinity[infinity.length - 1] = 0;
    refuses(key, infinity);
    refuses(key, new byte[] {1});
    ECPublicKey onCurve = (ECPublicKey) Offline.publicKey(KeySpec.ECC_NIST_P256, good);
    assertThat(onCurve.getW().getAffineX()).isGreaterThan(BigInteger.ZERO);
  }

  private static void refuses(String key, byte[] publicKey) {
    assertThat(codeOf(() -> derive(key, publicKey))).isEqualTo("ValidationException");
  }

  @Test
  void onlyAKeyForAgreementAgrees() {
    byte[] peer = TestKeys.publicKey(KeySpec.ECC_NIST_P256, AGREEMENT);
    String signing = TestKeys.arn(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
    assertThat(codeOf(() -> derive(signing, peer))).isEqualTo("InvalidKeyUsageException");
    KeyMetadata key = TestKeys.make(KMS, KeySpec.ECC_NIST_P256, AGREEMENT);
    KMS.disableKey(r -> r.keyId(key.keyId()));
    assertThat(codeOf(() -> derive(key.arn(), peer))).isEqualTo("DisabledException");
  }

  private static DeriveSharedSecretResponse derive(String key, byte[] publicKey) {
    return KMS.deriveSharedSecret(
        r ->
            r.keyId(key)
                .keyAgreementAlgorithm(KeyAgreementAlgorithmSpec.ECDH)
                .publicKey(SdkBytes.fromByteArray(publicKey)));
  }

  @ParameterizedTest
  @CsvSource({"ML_KEM_512, 768", "ML_KEM_768, 1088", "ML_KEM_1024, 1568"})
  void whatIsEncapsulatedIsRecovered(KeySpec spec, int length) throws Exception {
    String key = TestKeys.arn(spec, KEM_USAGE);
    EncapsulateResponse made =
        KMS.encapsulate(
            r -> r.keyId(key).encapsulationAlgorithm(EncapsulationAlgorithmSpec.ML_KEM));
    assertThat(made.keyId()).isEqualTo(key);
    assertThat(made.encapsulationAlgorithm()).isEqualTo(EncapsulationAlgorithmSpec.ML_KEM);
    assertThat(made.sharedSecret().asByteArray()).hasSize(32);
    SdkBytes blob = made.sharedSecretCiphertextBlob();
    assertThat(blob.asByteArray()).hasSize(length);
    DecapsulateResponse recovered = decapsulate(key, blob);
    assertThat(recovered.sharedSecret()).isEqualTo(made.sharedSecret());
    assertThat(recovered.keyId()).isEqualTo(key);
    // A client encapsulates by the public key.
    KEM.Encapsulated elsewhere =
        KEM.getInstance("ML-KEM", new BouncyCastleProvider())
            .newEncapsulator(Offline.publicKey(spec, TestKeys.publicKey(spec, KEM_USAGE)))
            .encapsulate();
    assertThat(
            decapsulate(key, SdkBytes.fromByteArray(elsewhere.encapsulation()))
                .sharedSecret()
                .asByteArray())
        .isEqualTo(elsewhere.key().getEncoded());
    // Altered, or another's: another secret, always the same one, and no error.
    for (int at : new int[] {0, length / 2, length - 1}) {
      SdkBytes altered = TestKeys.altered(blob, at);
      SdkBytes rejected = decapsulate(key, altered).sharedSecret();
      assertThat(rejected.asByteArray()).hasSize(32);
      assertThat(rejected).isNotEqualTo(made.sharedSecret());
      assertThat(decapsulate(key, altered).sharedSecret()).isEqualTo(rejected);
    }
    String other = TestKeys.make(KMS, spec, KEM_USAGE).arn();
    assertThat(decapsulate(other, blob).sharedSecret()).isNotEqualTo(made.sharedSecret());
    for (int wrong : new int[] {1, length - 1, length + 1, 6144}) {
      assertThat(codeOf(() -> decapsulate(key, TestKeys.bytes(wrong))))
          .as("%d bytes", wrong)
          .isEqualTo("InvalidCiphertextException");
    }
  }

  @Test
  void onlyAnEnabledKeyForItEncapsulates() {
    String signing = TestKeys.arn(KeySpec.ML_DSA_44, KeyUsageType.SIGN_VERIFY);
    assertThat(codeOf(() -> decapsulate(signing, TestKeys.bytes(768))))
        .isEqualTo("InvalidKeyUsageException");
    KeyMetadata key = TestKeys.make(KMS, KeySpec.ML_KEM_512, KEM_USAGE);
    KMS.scheduleKeyDeletion(r -> r.keyId(key.keyId()));
    assertThat(codeOf(() -> decapsulate(key.arn(), TestKeys.bytes(768))))
        .isEqualTo("KMSInvalidStateException");
  }

  private static DecapsulateResponse decapsulate(String key, SdkBytes blob) {
    return KMS.decapsulate(
        r ->
            r.keyId(key)
                .encapsulationAlgorithm(EncapsulationAlgorithmSpec.ML_KEM)
                .sharedSecretCiphertextBlob(blob));
  }
}
