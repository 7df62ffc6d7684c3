package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import javax.crypto.KEM;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeyPairSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyPairWithoutPlaintextResponse;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import tools.jackson.databind.JsonNode;

class DataKeyPairsTest {
  private static final KmsClient KMS = TestKeys.KMS;
  private static final Map<String, String> CONTEXT = Map.of("app", "demo");

  private static String key() {
    return TestKeys.arn(KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN_TO_SDK_VERSION")
  void bothHalvesFitAndThePrivateOneIsEncryptedToo(DataKeyPairSpec spec) throws Exception {
    GenerateDataKeyPairResponse made =
        KMS.generateDataKeyPair(r -> r.keyId(key()).keyPairSpec(spec).encryptionContext(CONTEXT));
    assertThat(made.keyId()).isEqualTo(key());
    assertThat(made.keyPairSpec()).isEqualTo(spec);
    assertThat(made.keyMaterialId()).matches("[0-9a-f]{64}");
    assertFit(spec, made.privateKeyPlaintext(), made.publicKey());
    assertThat(decrypted(made.privateKeyCiphertextBlob())).isEqualTo(made.privateKeyPlaintext());
    assertThat(codeOf(() -> KMS.decrypt(r -> r.ciphertextBlob(made.privateKeyCiphertextBlob()))))
        .isEqualTo("InvalidCiphertextException");

    GenerateDataKeyPairWithoutPlaintextResponse other =
        KMS.generateDataKeyPairWithoutPlaintext(
            r -> r.keyId(key()).keyPairSpec(spec).encryptionContext(CONTEXT));
    assertThat(other.publicKey()).isNotEqualTo(made.publicKey());
    assertThat(other.keyPairSpec()).isEqualTo(spec);
    assertFit(spec, decrypted(other.privateKeyCiphertextBlob()), other.publicKey());
  }

  private static SdkBytes decrypted(SdkBytes blob) {
    return KMS.decrypt(r -> r.ciphertextBlob(blob).encryptionContext(CONTEXT)).plaintext();
  }

  private static void assertFit(DataKeyPairSpec spec, SdkBytes privateKey, SdkBytes publicKey)
      throws Exception {
    KeySpec same = KeySpec.fromValue(spec.toString());
    PrivateKey secret =
        java.security.KeyFactory.getInstance(family(same), new BouncyCastleProvider())
            .generatePrivate(new PKCS8EncodedKeySpec(privateKey.asByteArray()));
    PublicKey open = Offline.publicKey(same, publicKey.asByteArray());
    if (spec.toString().startsWith("ML_KEM")) {
      // A seed of 64 bytes, whatever the set of parameters.
      assertThat(privateKey.asByteArray()).hasSize(86);
      KEM kem = KEM.getInstance("ML-KEM", new BouncyCastleProvider());
      KEM.Encapsulated encapsulated = kem.newEncapsulator(open).encapsulate();
      assertThat(kem.newDecapsulator(secret).decapsulate(encapsulated.encapsulation()).getEncoded())
          .isEqualTo(encapsulated.key().getEncoded());
      return;
    }
    assertThat(signsFor(new KeyPair(open, secret), same)).isTrue();
  }

  private static String family(KeySpec spec) {
    String name = spec.toString();
    if (name.startsWith("RSA")) {
      return "RSA";
    }
    return name.endsWith("25519") ? "Ed25519" : name.startsWith("ML_KEM") ? "ML-KEM" : "EC";
  }

  private static boolean signsFor(KeyPair pair, KeySpec spec) throws Exception {
    String algorithm =
        switch (family(spec)) {
          case "RSA" -> "SHA256withRSA";
          case "Ed25519" -> "Ed25519";
          default -> spec == KeySpec.SM2 ? "SM3withSM2" : "SHA256withECDSA";
        };
    Signature signature = Signature.getInstance(algorithm, new BouncyCastleProvider());
    signature.initSign(pair.getPrivate());
    signature.update(new byte[40]);
    byte[] signed = signature.sign();
    signature.initVerify(
        java.security.KeyFactory.getInstance(family(spec), new BouncyCastleProvider())
            .generatePublic(
                new java.security.spec.X509EncodedKeySpec(pair.getPublic().getEncoded())));
    signature.update(new byte[40]);
    return signature.verify(signed);
  }

  @Test
  void onlyASymmetricKeyThatIsEnabledEncryptsThem() {
    String rsa = TestKeys.arn(KeySpec.RSA_2048, KeyUsageType.ENCRYPT_DECRYPT);
    assertThat(codeOf(() -> make(rsa))).isEqualTo("InvalidKeyUsageException");
    String mac = TestKeys.arn(KeySpec.HMAC_256, KeyUsageType.GENERATE_VERIFY_MAC);
    assertThat(codeOf(() -> make(mac))).isEqualTo("InvalidKeyUsageException");
    String disabled =
        TestKeys.make(KMS, KeySpec.SYMMETRIC_DEFAULT, KeyUsageType.ENCRYPT_DECRYPT).arn();
    KMS.disableKey(r -> r.keyId(disabled));
    assertThat(codeOf(() -> make(disabled))).isEqualTo("DisabledException");
  }

  @Test
  void thePrivateKeyIsNotInTheTrail() {
    FrontDoor.TestAccount account = FrontDoor.shared().newAccount();
    try (KmsClient kms = account.kms()) {
      String key = kms.createKey().keyMetadata().arn();
      GenerateDataKeyPairResponse made =
          kms.generateDataKeyPair(r -> r.keyId(key).keyPairSpec(DataKeyPairSpec.ECC_NIST_P256));
      JsonNode event = account.events().getLast();
      assertThat(event.path("eventName").asString()).isEqualTo("GenerateDataKeyPair");
      assertThat(event.path("requestParameters").path("keyPairSpec").asString())
          .isEqualTo("ECC_NIST_P256");
      assertThat(event.path("additionalEventData").path("keyMaterialId").asString())
          .isEqualTo(made.keyMaterialId());
      assertThat(event.path("responseElements").isNull()).isTrue();
      assertThat(event.toString())
          .doesNotContain(
              java.util.Base64.getEncoder()
                  .encodeToString(made.privateKeyPlaintext().asByteArray())
                  .substring(60, 100));
    }
  }

  private static GenerateDataKeyPairResponse make(String key) {
    return KMS.generateDataKeyPair(r -> r.keyId(key).keyPairSpec(DataKeyPairSpec.ECC_NIST_P256));
  }
}
