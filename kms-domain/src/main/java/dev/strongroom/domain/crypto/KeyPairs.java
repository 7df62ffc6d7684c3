package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.KeySpec;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * Makes key pairs: by the JDK, whose generators take their random bytes from {@link Randomness}
 * (AWS-LC's take its own); on the curves that the JDK lacks, by Bouncy Castle. Some of what they
 * compute with stays on the heap until it is collected: numbers of Java cannot be wiped.
 */
public final class KeyPairs {
  private final Randomness randomness;
  private final SecureRandom random;

  public KeyPairs(Randomness randomness) {
    this.randomness = randomness;
    this.random = new ServiceRandom(randomness);
  }

  /**
   * A new pair. One of RSA takes up to seconds of CPU.
   *
   * @param spec an asymmetric one
   */
  public KeyPairMaterial generate(KeySpec spec) {
    return switch (spec) {
      case RSA_2048, RSA_3072, RSA_4096 -> encoded(jdk("RSA", Jdk.SUN_RSA_SIGN, rsa(spec.size())));
      case ECC_NIST_P256 -> nistCurve(spec, "secp256r1");
      case ECC_NIST_P384 -> nistCurve(spec, "secp384r1");
      case ECC_NIST_P521 -> nistCurve(spec, "secp521r1");
      case ECC_SECG_P256K1 ->
          curve(
              spec,
              new ECDomainParameters(CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256k1)));
      case SM2 -> curve(spec, Sm2Keys.CURVE);
      case ECC_NIST_EDWARDS25519 -> encoded(jdk("Ed25519", Jdk.SUN_EC, NamedParameterSpec.ED25519));
      case ML_DSA_44 -> encoded(jdk("ML-DSA", Jdk.SUN, NamedParameterSpec.ML_DSA_44));
      case ML_DSA_65 -> encoded(jdk("ML-DSA", Jdk.SUN, NamedParameterSpec.ML_DSA_65));
      case ML_DSA_87 -> encoded(jdk("ML-DSA", Jdk.SUN, NamedParameterSpec.ML_DSA_87));
      case ML_KEM_512, ML_KEM_768, ML_KEM_1024 -> mlKem(spec);
      case SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512 ->
          throw new IllegalArgumentException(spec + " has no key pairs");
    };
  }

  /** FIPS 186-5, appendix A.1, with 65537 as the public exponent, as AWS KMS has it. */
  private static AlgorithmParameterSpec rsa(int bits) {
    return new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
  }

  private KeyPair jdk(String algorithm, Provider provider, AlgorithmParameterSpec parameters) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
      generator.initialize(parameters, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK 25 makes keys of " + algorithm, e);
    }
  }

  private static KeyPairMaterial encoded(KeyPair pair) {
    return material(pair.getPrivate().getEncoded(), pair.getPublic().getEncoded());
  }

  /** The JDK's encoding lacks the public key in the private one. */
  private KeyPairMaterial nistCurve(KeySpec spec, String name) {
    KeyPair pair = jdk("EC", Jdk.SUN_EC, new ECGenParameterSpec(name));
    ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
    byte[] spki = pair.getPublic().getEncoded();
    int fieldLength = (spec.size() + 7) / Byte.SIZE;
    byte[] point = Arrays.copyOfRange(spki, spki.length - 1 - 2 * fieldLength, spki.length);
    return curve(spec, key.getParams().getOrder(), key.getS(), point);
  }

  private KeyPairMaterial curve(KeySpec spec, ECDomainParameters curve) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(curve, random));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    BigInteger d = ((ECPrivateKeyParameters) pair.getPrivate()).getD();
    byte[] point = ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false);
    return curve(spec, curve.getN(), d, point);
  }

  private static KeyPairMaterial curve(KeySpec spec, BigInteger order, BigInteger d, byte[] point) {
    return material(KeyForms.curvePrivateKey(spec, order, d, point), KeyForms.spki(spec, point));
  }

  private KeyPairMaterial mlKem(KeySpec spec) {
    byte[] bytes = randomness.bytes(MlKemSeed.LENGTH);
    try {
      MlKemSeed seed = new MlKemSeed(spec, bytes);
      return material(seed.pkcs8(), seed.publicKey());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static KeyPairMaterial material(byte[] pkcs8, byte[] spki) {
    return new KeyPairMaterial(SecretBytes.takeFrom(pkcs8), spki);
  }
}
