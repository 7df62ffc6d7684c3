package dev.strongroom.domain.algorithm;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The key specs of AWS KMS, each with its usages and its algorithms; the order is the API model's,
 * that of the algorithms is how AWS lists them. The facts follow the "Key spec reference" of the
 * AWS KMS developer guide.
 */
public enum KeySpec {
  RSA_2048(Type.RSA, 2048),
  RSA_3072(Type.RSA, 3072),
  RSA_4096(Type.RSA, 4096),
  ECC_NIST_P256(Type.NIST_CURVE, 256, SigningAlgorithm.ECDSA_SHA_256),
  ECC_NIST_P384(Type.NIST_CURVE, 384, SigningAlgorithm.ECDSA_SHA_384),
  ECC_NIST_P521(Type.NIST_CURVE, 521, SigningAlgorithm.ECDSA_SHA_512),
  ECC_SECG_P256K1(Type.SECP256K1, 256, SigningAlgorithm.ECDSA_SHA_256),
  SYMMETRIC_DEFAULT(Type.SYMMETRIC, 256),
  HMAC_224(Type.HMAC, MacAlgorithm.HMAC_SHA_224),
  HMAC_256(Type.HMAC, MacAlgorithm.HMAC_SHA_256),
  HMAC_384(Type.HMAC, MacAlgorithm.HMAC_SHA_384),
  HMAC_512(Type.HMAC, MacAlgorithm.HMAC_SHA_512),
  SM2(Type.SM2, 256, SigningAlgorithm.SM2DSA),
  ML_DSA_44(Type.ML_DSA, 44, SigningAlgorithm.ML_DSA_SHAKE_256),
  ML_DSA_65(Type.ML_DSA, 65, SigningAlgorithm.ML_DSA_SHAKE_256),
  ML_DSA_87(Type.ML_DSA, 87, SigningAlgorithm.ML_DSA_SHAKE_256),
  ECC_NIST_EDWARDS25519(
      Type.EDWARDS25519,
      255,
      SigningAlgorithm.ED25519_SHA_512,
      SigningAlgorithm.ED25519_PH_SHA_512),
  ML_KEM_512(Type.ML_KEM, 512),
  ML_KEM_768(Type.ML_KEM, 768),
  ML_KEM_1024(Type.ML_KEM, 1024);

  /** What keys of several specs have in common. */
  public enum Type {
    SYMMETRIC(KeyUsage.ENCRYPT_DECRYPT),
    HMAC(KeyUsage.GENERATE_VERIFY_MAC),
    RSA(KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY),
    NIST_CURVE(KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
    SECP256K1(KeyUsage.SIGN_VERIFY),
    EDWARDS25519(KeyUsage.SIGN_VERIFY),
    SM2(KeyUsage.ENCRYPT_DECRYPT, KeyUsage.SIGN_VERIFY, KeyUsage.KEY_AGREEMENT),
    ML_DSA(KeyUsage.SIGN_VERIFY),
    ML_KEM(KeyUsage.ENCAPSULATE_DECAPSULATE);

    private final Set<KeyUsage> usages;

    Type(KeyUsage first, KeyUsage... others) {
      usages = EnumSet.of(first, others);
    }
  }

  private static final List<SigningAlgorithm> RSA_SIGNING =
      List.of(
          SigningAlgorithm.RSASSA_PKCS1_V1_5_SHA_256,
          SigningAlgorithm.RSASSA_PKCS1_V1_5_SHA_384,
          SigningAlgorithm.RSASSA_PKCS1_V1_5_SHA_512,
          SigningAlgorithm.RSASSA_PSS_SHA_256,
          SigningAlgorithm.RSASSA_PSS_SHA_384,
          SigningAlgorithm.RSASSA_PSS_SHA_512);

  private final Type type;
  private final int size;
  private final List<SigningAlgorithm> signing;
  private final List<MacAlgorithm> macs;

  KeySpec(Type type, int size, SigningAlgorithm... signing) {
    this.type = type;
    this.size = size;
    this.signing = List.of(signing);
    this.macs = List.of();
  }

  KeySpec(Type type, MacAlgorithm mac) {
    this.type = type;
    this.size = mac.length() * Byte.SIZE;
    this.signing = List.of();
    this.macs = List.of(mac);
  }

  public Type type() {
    return type;
  }

  /** The size that the spec's name has: bits of a modulus, a field or a key, or a parameter set. */
  public int size() {
    return size;
  }

  /** Whether its keys are pairs, of which one is public. */
  public boolean isAsymmetric() {
    return type != Type.SYMMETRIC && type != Type.HMAC;
  }

  public boolean allows(KeyUsage usage) {
    return type.usages.contains(usage);
  }

  /** Whether both are symmetric, both asymmetric or both HMAC keys (AWS KMS, UpdateAlias). */
  public boolean isOfTypeOf(KeySpec other) {
    return isAsymmetric() ? other.isAsymmetric() : type == other.type;
  }

  /** The algorithms of a key whose usage is ENCRYPT_DECRYPT. */
  public List<EncryptionAlgorithm> encryptionAlgorithms() {
    return switch (type) {
      case SYMMETRIC -> List.of(EncryptionAlgorithm.SYMMETRIC_DEFAULT);
      case RSA ->
          List.of(EncryptionAlgorithm.RSAES_OAEP_SHA_1, EncryptionAlgorithm.RSAES_OAEP_SHA_256);
      case SM2 -> List.of(EncryptionAlgorithm.SM2PKE);
      default -> List.of();
    };
  }

  /**
   * The longest plaintext that one of {@link #encryptionAlgorithms} takes, in bytes: for OAEP what
   * the modulus leaves (RFC 8017, section 7.1.1), for the others AWS's limits.
   */
  public int longestPlaintext(EncryptionAlgorithm algorithm) {
    return switch (algorithm) {
      case SYMMETRIC_DEFAULT -> 4096;
      case RSAES_OAEP_SHA_1 -> oaep(HashFunction.SHA_1);
      case RSAES_OAEP_SHA_256 -> oaep(HashFunction.SHA_256);
      case SM2PKE -> 1024;
    };
  }

  private int oaep(HashFunction hash) {
    return size / Byte.SIZE - 2 * hash.length() - 2;
  }

  /** The algorithms of a key whose usage is SIGN_VERIFY. */
  public List<SigningAlgorithm> signingAlgorithms() {
    return type == Type.RSA ? RSA_SIGNING : signing;
  }

  /** The algorithms of a key whose usage is GENERATE_VERIFY_MAC. */
  public List<MacAlgorithm> macAlgorithms() {
    return macs;
  }

  /** The algorithms of a key whose usage is KEY_AGREEMENT. */
  public List<KeyAgreementAlgorithm> keyAgreementAlgorithms() {
    return allows(KeyUsage.KEY_AGREEMENT) ? List.of(KeyAgreementAlgorithm.ECDH) : List.of();
  }

  /** The algorithms of a key whose usage is ENCAPSULATE_DECAPSULATE. */
  public List<EncapsulationAlgorithm> encapsulationAlgorithms() {
    return type == Type.ML_KEM ? List.of(EncapsulationAlgorithm.ML_KEM) : List.of();
  }
}
