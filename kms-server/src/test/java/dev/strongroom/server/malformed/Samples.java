package dev.strongroom.server.malformed;

import dev.strongroom.server.frontdoor.FrontDoor;
import dev.strongroom.server.frontdoor.FrontDoor.TestAccount;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/**
 * An account with what good requests refer to.
 *
 * @param keys names of keys that are only used: of a symmetric one in each form, of others the ARN
 * @param victims names of keys that may be changed, and of what is not there or another's
 * @param ciphertext base64, under the symmetric key and {@link #CONTEXT}
 * @param publicKey base64, on the curve of the key for agreement
 */
record Samples(
    TestAccount account,
    List<String> keys,
    List<String> victims,
    String ciphertext,
    String publicKey) {
  static final Map<String, String> CONTEXT = Map.of("app", "demo");
  private static final Map<KeySpec, KeyUsageType> PAIRS_AND_MACS =
      Map.of(
          KeySpec.RSA_2048,
          KeyUsageType.ENCRYPT_DECRYPT,
          KeySpec.ECC_NIST_P384,
          KeyUsageType.SIGN_VERIFY,
          KeySpec.HMAC_256,
          KeyUsageType.GENERATE_VERIFY_MAC,
          KeySpec.SM2,
          KeyUsageType.ENCRYPT_DECRYPT,
          KeySpec.ML_DSA_44,
          KeyUsageType.SIGN_VERIFY,
          KeySpec.ML_KEM_768,
          KeyUsageType.ENCAPSULATE_DECAPSULATE);

  static Samples create(FrontDoor door) {
    TestAccount account = door.newAccount();
    KmsClient kms = account.kms();
    var key = kms.createKey().keyMetadata();
    kms.createAlias(r -> r.aliasName("alias/sample").targetKeyId(key.keyId()));
    var victim = kms.createKey().keyMetadata();
    String foreign = door.newAccount().kms().createKey().keyMetadata().arn();
    byte[] ciphertext =
        kms.encrypt(
                r ->
                    r.keyId(key.keyId())
                        .encryptionContext(CONTEXT)
                        .plaintext(SdkBytes.fromUtf8String(Canary.MARK)))
            .ciphertextBlob()
            .asByteArray();
    List<String> keys = new ArrayList<>(List.of(key.keyId(), key.arn(), "alias/sample"));
    PAIRS_AND_MACS.forEach((spec, usage) -> keys.add(make(kms, spec, usage)));
    String agreement = make(kms, KeySpec.ECC_NIST_P256, KeyUsageType.KEY_AGREEMENT);
    keys.add(agreement);
    byte[] publicKey = kms.getPublicKey(r -> r.keyId(agreement)).publicKey().asByteArray();
    return new Samples(
        account,
        keys,
        List.of(victim.keyId(), victim.arn(), foreign, "alias/none"),
        Base64.getEncoder().encodeToString(ciphertext),
        Base64.getEncoder().encodeToString(publicKey));
  }

  private static String make(KmsClient kms, KeySpec spec, KeyUsageType usage) {
    return kms.createKey(r -> r.keySpec(spec).keyUsage(usage)).keyMetadata().arn();
  }
}
