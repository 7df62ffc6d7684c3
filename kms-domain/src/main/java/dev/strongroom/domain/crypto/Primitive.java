package dev.strongroom.domain.crypto;

import java.security.Provider;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which provider does what. AWS-LC does what it has, except where the JDK is faster; beside each
 * line the measured us of CPU an operation on x86-64 (JDK 25, Bouncy Castle 1.82, AWS-LC 1.47).
 * Where AWS-LC does not load, the second choice takes over. SM2 is Bouncy Castle's alone, and is
 * not computed by way of the JCA: see {@link Sm2Keys}.
 */
enum Primitive {
  RSA_KEYS(awsLc("RSA"), jdk("RSA", () -> Jdk.SUN_RSA_SIGN)),
  /** RSA-2048 / 4096 private: JDK 1,020 / 6,440; BC 1,060 / 6,740; AWS-LC 250 / 1,460. */
  RSA_RAW(awsLc("RSA/ECB/NoPadding"), jdk("RSA/ECB/NoPadding", () -> Jdk.SUN_JCE)),
  RSA_OAEP(awsLc("RSA/ECB/OAEPPadding"), jdk("RSA/ECB/OAEPPadding", () -> Jdk.SUN_JCE)),

  NIST_CURVE_KEYS(awsLc("EC"), jdk("EC", () -> Jdk.SUN_EC)),
  /**
   * P-256 sign / verify: JDK 129 / 394; BC 73 / 78; AWS-LC 15 / 50. P-384: JDK 1,180 / 2,120; BC
   * 214 / 244; AWS-LC 86 / 190. P-521: JDK 2,610 / 4,570; BC 541 / 606; AWS-LC 165 / 347. Bouncy
   * Castle is not the second choice, because it does not promise constant time.
   */
  NIST_CURVE_ECDSA(awsLc("NONEwithECDSA"), jdk("NONEwithECDSA", () -> Jdk.SUN_EC)),
  NIST_CURVE_ECDH(awsLc("ECDH"), jdk("ECDH", () -> Jdk.SUN_EC)),

  SECP256K1_KEYS(awsLc("EC"), bouncyCastle("EC")),
  /** Sign / verify: BC 76 / 112; AWS-LC 241 / 242, in constant time. The JDK has it no more. */
  SECP256K1_ECDSA(awsLc("NONEwithECDSA"), bouncyCastle("NONEwithECDSA")),

  ED25519_KEYS(awsLc("EdDSA"), jdk("Ed25519", () -> Jdk.SUN_EC)),
  /** Sign / verify: JDK 626 / 572; BC 33 / 73; AWS-LC 8.5 / 38. */
  ED25519(awsLc("Ed25519"), jdk("Ed25519", () -> Jdk.SUN_EC)),
  /** The JDK's is Ed25519 with a parameter. */
  ED25519_PH(awsLc("Ed25519ph"), jdk("Ed25519", () -> Jdk.SUN_EC)),

  ML_DSA_KEYS(null, jdk("ML-DSA", () -> Jdk.SUN)),
  /** ML-DSA-65 sign / verify: JDK 290 / 118; BC 580 / 150; AWS-LC 544 / 128. */
  ML_DSA(null, jdk("ML-DSA", () -> Jdk.SUN)),
  ML_DSA_MU_KEYS(awsLc("ML-DSA"), bouncyCastle("ML-DSA")),
  /** The JDK cannot be given the message representative. */
  ML_DSA_MU(awsLc("ML-DSA-ExtMu"), bouncyCastle("ML-DSA-EXTERNAL-MU")),

  ML_KEM(null, jdk("ML-KEM", () -> Jdk.SUN_JCE));

  /** A provider, null where it does not work, and the name that it has for the primitive. */
  record Choice(Supplier<@Nullable Provider> provider, String algorithm) {}

  private final @Nullable Choice awsLc;
  private final Choice otherwise;

  Primitive(@Nullable Choice awsLc, Choice otherwise) {
    this.awsLc = awsLc;
    this.otherwise = otherwise;
  }

  /** The choice when AWS-LC works; null where another one is better anyway. */
  @Nullable Choice byAwsLc() {
    return awsLc;
  }

  Choice otherwise() {
    return otherwise;
  }

  private static Choice awsLc(String algorithm) {
    return new Choice(AwsLc::provider, algorithm);
  }

  private static Choice bouncyCastle(String algorithm) {
    return new Choice(BouncyCastle::provider, algorithm);
  }

  private static Choice jdk(String algorithm, Supplier<@Nullable Provider> provider) {
    return new Choice(provider, algorithm);
  }
}
