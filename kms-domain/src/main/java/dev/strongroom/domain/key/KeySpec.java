package dev.strongroom.domain.key;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The key specs of AWS KMS with the usages that each allows; the order is the API model's. The
 * facts follow the "Key spec reference" of the AWS KMS developer guide.
 */
public enum KeySpec {
  RSA_2048(KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
  RSA_3072(KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
  RSA_4096(KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
  ECC_NIST_P256(KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
  ECC_NIST_P384(KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
  ECC_NIST_P521(KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
  ECC_SECG_P256K1(KeyUsage.SIGN_VERIFY),
  SYMMETRIC_DEFAULT(KeyUsage.ENCRYPT_DECRYPT),
  HMAC_224(KeyUsage.GENERATE_VERIFY_MAC),
  HMAC_256(KeyUsage.GENERATE_VERIFY_MAC),
  HMAC_384(KeyUsage.GENERATE_VERIFY_MAC),
  HMAC_512(KeyUsage.GENERATE_VERIFY_MAC),
  SM2(KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
  ML_DSA_44(KeyUsage.SIGN_VERIFY),
  ML_DSA_65(KeyUsage.SIGN_VERIFY),
  ML_DSA_87(KeyUsage.SIGN_VERIFY),
  ECC_NIST_EDWARDS25519(KeyUsage.SIGN_VERIFY),
  ML_KEM_512(KeyUsage.ENCAPSULATE_DECAPSULATE),
  ML_KEM_768(KeyUsage.ENCAPSULATE_DECAPSULATE),
  ML_KEM_1024(KeyUsage.ENCAPSULATE_DECAPSULATE);

  private enum Type {
    SYMMETRIC,
    ASYMMETRIC,
    HMAC
  }

  private final Set<KeyUsage> usages;

  KeySpec(KeyUsage first, KeyUsage... others) {
    usages = EnumSet.of(first, others);
  }

  public boolean allows(KeyUsage usage) {
    return usages.contains(usage);
  }

  /** Whether both are symmetric, both asymmetric or both HMAC keys (AWS KMS, UpdateAlias). */
  public boolean isOfTypeOf(KeySpec other) {
    return type() == other.type();
  }

  private Type type() {
    return switch (this) {
      case SYMMETRIC_DEFAULT -> Type.SYMMETRIC;
      case HMAC_224, HMAC_256, HMAC_384, HMAC_512 -> Type.HMAC;
      default -> Type.ASYMMETRIC;
    };
  }

  /**
   * The algorithms of Encrypt and Decrypt that a key of this spec and ENCRYPT_DECRYPT usage has.
   */
  public List<EncryptionAlgorithm> encryptionAlgorithms() {
    return switch (this) {
      case SYMMETRIC_DEFAULT -> List.of(EncryptionAlgorithm.SYMMETRIC_DEFAULT);
      case RSA_2048, RSA_3072, RSA_4096 ->
          List.of(EncryptionAlgorithm.RSAES_OAEP_SHA_1, EncryptionAlgorithm.RSAES_OAEP_SHA_256);
      case SM2 -> List.of(EncryptionAlgorithm.SM2PKE);
      default -> List.of();
    };
  }
}
