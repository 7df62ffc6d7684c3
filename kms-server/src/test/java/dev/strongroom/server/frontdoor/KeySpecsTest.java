package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static dev.strongroom.server.frontdoor.Errors.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CustomerMasterKeySpec;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** Which keys can be made, and what is said of them. */
class KeySpecsTest {
  private static final KmsClient KMS = TestKeys.KMS;
  private static final String RSA_SIGNING =
      "RSASSA_PKCS1_V1_5_SHA_256 RSASSA_PKCS1_V1_5_SHA_384 RSASSA_PKCS1_V1_5_SHA_512"
          + " RSASSA_PSS_SHA_256 RSASSA_PSS_SHA_384 RSASSA_PSS_SHA_512";
  private static final String OAEP = "RSAES_OAEP_SHA_1 RSAES_OAEP_SHA_256";

  /** The "Key spec reference" of the AWS KMS developer guide. */
  private static final Map<String, String> ALGORITHMS =
      Map.ofEntries(
          Map.entry("SYMMETRIC_DEFAULT ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT"),
          Map.entry("RSA_2048 ENCRYPT_DECRYPT", OAEP),
          Map.entry("RSA_3072 ENCRYPT_DECRYPT", OAEP),
          Map.entry("RSA_4096 ENCRYPT_DECRYPT", OAEP),
          Map.entry("RSA_2048 SIGN_VERIFY", RSA_SIGNING),
          Map.entry("RSA_3072 SIGN_VERIFY", RSA_SIGNING),
          Map.entry("RSA_4096 SIGN_VERIFY", RSA_SIGNING),
          Map.entry("ECC_NIST_P256 SIGN_VERIFY", "ECDSA_SHA_256"),
          Map.entry("ECC_NIST_P384 SIGN_VERIFY", "ECDSA_SHA_384"),
          Map.entry("ECC_NIST_P521 SIGN_VERIFY", "ECDSA_SHA_512"),
          Map.entry("ECC_NIST_P256 KEY_AGREEMENT", "ECDH"),
          Map.entry("ECC_NIST_P384 KEY_AGREEMENT", "ECDH"),
          Map.entry("ECC_NIST_P521 KEY_AGREEMENT", "ECDH"),
          Map.entry("ECC_SECG_P256K1 SIGN_VERIFY", "ECDSA_SHA_256"),
          Map.entry("ECC_NIST_EDWARDS25519 SIGN_VERIFY", "ED25519_SHA_512 ED25519_PH_SHA_512"),
          Map.entry("HMAC_224 GENERATE_VERIFY_MAC", "HMAC_SHA_224"),
          Map.entry("HMAC_256 GENERATE_VERIFY_MAC", "HMAC_SHA_256"),
          Map.entry("HMAC_384 GENERATE_VERIFY_MAC", "HMAC_SHA_384"),
          Map.entry("HMAC_512 GENERATE_VERIFY_MAC", "HMAC_SHA_512"),
          Map.entry("SM2 ENCRYPT_DECRYPT", "SM2PKE"),
          Map.entry("SM2 SIGN_VERIFY", "SM2DSA"),
          Map.entry("SM2 KEY_AGREEMENT", "ECDH"),
          Map.entry("ML_DSA_44 SIGN_VERIFY", "ML_DSA_SHAKE_256"),
          Map.entry("ML_DSA_65 SIGN_VERIFY", "ML_DSA_SHAKE_256"),
          Map.entry("ML_DSA_87 SIGN_VERIFY", "ML_DSA_SHAKE_256"),
          Map.entry("ML_KEM_512 ENCAPSULATE_DECAPSULATE", "ML_KEM"),
          Map.entry("ML_KEM_768 ENCAPSULATE_DECAPSULATE", "ML_KEM"),
          Map.entry("ML_KEM_1024 ENCAPSULATE_DECAPSULATE", "ML_KEM"));

  /** The signing algorithms of a spec. */
  static Stream<SigningAlgorithmSpec> signing(KeySpec spec) {
    String algorithms = ALGORITHMS.get(spec + " " + KeyUsageType.SIGN_VERIFY);
    return algorithms == null
        ? Stream.of()
        : Stream.of(algorithms.split(" ")).map(SigningAlgorithmSpec::fromValue);
  }

  static Stream<Arguments> all() {
    return TestKeys.specs()
        .flatMap(
            spec ->
                Stream.of(KeyUsageType.values())
                    .filter(usage -> usage != KeyUsageType.UNKNOWN_TO_SDK_VERSION)
                    .map(usage -> Arguments.of(spec, usage)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  void aKeyIsMadeOfEachSpecWithItsUsagesAndNoOthers(KeySpec spec, KeyUsageType usage) {
    String algorithms = ALGORITHMS.get(spec + " " + usage);
    if (algorithms == null) {
      assertThat(errorOf(() -> TestKeys.make(KMS, spec, usage)).awsErrorDetails().errorMessage())
          .isEqualTo("KeyUsage " + usage + " is not compatible with KeySpec " + spec);
      return;
    }
    KeyMetadata made = TestKeys.key(spec, usage);
    KeyMetadata shown = KMS.describeKey(r -> r.keyId(made.keyId())).keyMetadata();
    assertThat(shown).isEqualTo(made);
    assertThat(shown.keySpec()).isEqualTo(spec);
    assertThat(shown.keyUsage()).isEqualTo(usage);
    assertThat(algorithmsOf(shown)).isEqualTo(algorithms);
    assertThat(shown.customerMasterKeySpecAsString()).isEqualTo(spec.toString());
    // Only a symmetric encryption key can have several materials.
    assertThat(shown.currentKeyMaterialId() != null).isEqualTo(spec == KeySpec.SYMMETRIC_DEFAULT);
  }

  private static String algorithmsOf(KeyMetadata key) {
    List<String> all = new ArrayList<>(key.encryptionAlgorithmsAsStrings());
    all.addAll(key.signingAlgorithmsAsStrings());
    all.addAll(key.keyAgreementAlgorithmsAsStrings());
    all.addAll(key.macAlgorithmsAsStrings());
    all.addAll(key.encapsulationAlgorithmsAsStrings());
    return String.join(" ", all);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("all")
  void aPairGivesItsPublicKeyAndWhatItIsFor(KeySpec spec, KeyUsageType usage) {
    if (!ALGORITHMS.containsKey(spec + " " + usage)) {
      return;
    }
    KeyMetadata key = TestKeys.key(spec, usage);
    if (spec == KeySpec.SYMMETRIC_DEFAULT || spec.toString().startsWith("HMAC")) {
      assertThat(codeOf(() -> KMS.getPublicKey(r -> r.keyId(key.arn()))))
          .isEqualTo("UnsupportedOperationException");
      return;
    }
    GetPublicKeyResponse given = KMS.getPublicKey(r -> r.keyId(key.keyId()));
    assertThat(given.keyId()).isEqualTo(key.arn());
    assertThat(given.keySpec()).isEqualTo(spec);
    assertThat(given.keyUsage()).isEqualTo(usage);
    assertThat(given.customerMasterKeySpecAsString())
        .isEqualTo(key.customerMasterKeySpecAsString());
    assertThat(given.encryptionAlgorithms()).isEqualTo(key.encryptionAlgorithms());
    assertThat(given.signingAlgorithms()).isEqualTo(key.signingAlgorithms());
    assertThat(given.keyAgreementAlgorithms()).isEqualTo(key.keyAgreementAlgorithms());
    assertThat(given.encapsulationAlgorithms()).isEqualTo(key.encapsulationAlgorithms());
    assertThat(Offline.publicKey(spec, given.publicKey().asByteArray()).getEncoded())
        .isEqualTo(given.publicKey().asByteArray());
    // The same each time, and another's is another.
    assertThat(TestKeys.publicKey(spec, usage)).isEqualTo(given.publicKey().asByteArray());
  }

  @Test
  void theOldNameOfASpecIsTakenAndBothAreNot() {
    KeyMetadata key =
        KMS.createKey(
                r ->
                    r.customerMasterKeySpec(CustomerMasterKeySpec.ECC_NIST_P256)
                        .keyUsage(KeyUsageType.SIGN_VERIFY))
            .keyMetadata();
    assertThat(key.keySpec()).isEqualTo(KeySpec.ECC_NIST_P256);
    assertThat(
            codeOf(
                () ->
                    KMS.createKey(
                        r ->
                            r.customerMasterKeySpec(CustomerMasterKeySpec.ECC_NIST_P256)
                                .keySpec(KeySpec.ECC_NIST_P256)
                                .keyUsage(KeyUsageType.SIGN_VERIFY))))
        .isEqualTo("ValidationException");
  }

  @Test
  void onlyASymmetricKeyNeedsNoUsage() {
    TestKeys.specs()
        .filter(spec -> spec != KeySpec.SYMMETRIC_DEFAULT)
        .forEach(
            spec ->
                assertThat(errorOf(() -> KMS.createKey(r -> r.keySpec(spec))))
                    .hasMessageContaining("You must specify a KeyUsage value"));
  }

  @Test
  void thePublicKeyIsNotGivenInEveryState() {
    KeyMetadata key = TestKeys.make(KMS, KeySpec.ECC_NIST_P384, KeyUsageType.SIGN_VERIFY);
    KMS.disableKey(r -> r.keyId(key.keyId()));
    assertThat(codeOf(() -> KMS.getPublicKey(r -> r.keyId(key.keyId()))))
        .isEqualTo("DisabledException");
    KMS.scheduleKeyDeletion(r -> r.keyId(key.keyId()));
    assertThat(codeOf(() -> KMS.getPublicKey(r -> r.keyId(key.keyId()))))
        .isEqualTo("KMSInvalidStateException");
  }

  @Test
  void thePublicKeyOfAnotherAccountsKeyIsNotGiven() {
    String arn = TestKeys.arn(KeySpec.ECC_NIST_P256, KeyUsageType.SIGN_VERIFY);
    try (KmsClient other = FrontDoor.shared().newAccount().kms()) {
      assertThat(codeOf(() -> other.getPublicKey(r -> r.keyId(arn))))
          .isEqualTo("AccessDeniedException");
    }
  }
}
