package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.HashFunction;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import dev.strongroom.domain.crypto.AsymmetricKeyTest.Way;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * The second opinion: the JCA's own signatures of whole messages, by Bouncy Castle or the JDK,
 * without any code of this package. A digest or mu that was signed must give a signature of the
 * message that it is of; with Ed25519ph, of the digest.
 */
final class OtherProviders {
  private static final Provider BC = BouncyCastle.provider();

  private OtherProviders() {}

  static byte[] sign(Way way, byte[] message) throws GeneralSecurityException {
    Signature signature = signature(way);
    signature.initSign(privateKey(way.spec()));
    signature.update(signedBy(way, message));
    return signature.sign();
  }

  static boolean verify(Way way, byte[] message, byte[] claimed) throws GeneralSecurityException {
    Signature signature = signature(way);
    signature.initVerify(publicKey(way.spec()));
    signature.update(signedBy(way, message));
    return signature.verify(claimed);
  }

  /** The message as the way's message type wants it. */
  static byte[] prepared(Way way, byte[] message) throws GeneralSecurityException {
    if (way.type() == MessageType.EXTERNAL_MU) {
      return mu(way.spec(), message);
    }
    return way.spec() == KeySpec.SM2
        ? sm2Digest(message)
        : MessageDigest.getInstance(way.algorithm().hash().jcaName()).digest(message);
  }

  private static byte[] signedBy(Way way, byte[] message) throws GeneralSecurityException {
    return way.algorithm() == SigningAlgorithm.ED25519_PH_SHA_512
        ? prepared(way, message)
        : message;
  }

  private static Signature signature(Way way) throws GeneralSecurityException {
    HashFunction hash = way.algorithm().hash();
    String name = hash.jcaName().replace("-", "");
    return switch (way.algorithm()) {
      case RSASSA_PKCS1_V1_5_SHA_256, RSASSA_PKCS1_V1_5_SHA_384, RSASSA_PKCS1_V1_5_SHA_512 ->
          Signature.getInstance(name + "withRSA", Jdk.SUN_RSA_SIGN);
      case RSASSA_PSS_SHA_256, RSASSA_PSS_SHA_384, RSASSA_PSS_SHA_512 -> pss(hash);
      case ECDSA_SHA_256, ECDSA_SHA_384, ECDSA_SHA_512 ->
          Signature.getInstance(name + "withECDSA", BC);
      case SM2DSA -> Signature.getInstance("SM3withSM2", BC);
      case ML_DSA_SHAKE_256 -> Signature.getInstance("ML-DSA", BC);
      case ED25519_SHA_512 -> Signature.getInstance("Ed25519", BC);
      case ED25519_PH_SHA_512 -> ed25519ph();
    };
  }

  private static Signature pss(HashFunction hash) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS", Jdk.SUN_RSA_SIGN);
    signature.setParameter(
        new PSSParameterSpec(
            hash.jcaName(), "MGF1", new MGF1ParameterSpec(hash.jcaName()), hash.length(), 1));
    return signature;
  }

  private static Signature ed25519ph() throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519", Jdk.SUN_EC);
    signature.setParameter(new EdDSAParameterSpec(true));
    return signature;
  }

  static PrivateKey privateKey(KeySpec spec) throws GeneralSecurityException {
    return factory(spec).generatePrivate(new PKCS8EncodedKeySpec(Pairs.privateKey(Pairs.of(spec))));
  }

  static PublicKey publicKey(KeySpec spec) throws GeneralSecurityException {
    return factory(spec).generatePublic(new X509EncodedKeySpec(Pairs.of(spec).publicKey()));
  }

  private static KeyFactory factory(KeySpec spec) throws GeneralSecurityException {
    return switch (spec.type()) {
      case RSA -> KeyFactory.getInstance("RSA", Jdk.SUN_RSA_SIGN);
      case EDWARDS25519 -> KeyFactory.getInstance("Ed25519", BC);
      case ML_DSA -> KeyFactory.getInstance("ML-DSA", BC);
      case ML_KEM -> KeyFactory.getInstance("ML-KEM", BC);
      default -> KeyFactory.getInstance("EC", BC);
    };
  }

  /** FIPS 204, algorithm 7, with an empty context: H(H(pk, 64) | 00 | 00 | M, 64). */
  private static byte[] mu(KeySpec spec, byte[] message) {
    byte[] spki = Pairs.of(spec).publicKey();
    byte[] pk = SubjectPublicKeyInfo.getInstance(spki).getPublicKeyData().getOctets();
    return shake256(shake256(pk), new byte[2], message);
  }

  private static byte[] shake256(byte[]... parts) {
    SHAKEDigest digest = new SHAKEDigest(256);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] result = new byte[64];
    digest.doFinal(result, 0, result.length);
    return result;
  }

  /** SM3(Z | M), whose Z only a subclass of the signer tells. */
  private static byte[] sm2Digest(byte[] message) {
    byte[] spki = Pairs.of(KeySpec.SM2).publicKey();
    Z signer = new Z();
    signer.init(
        false,
        new ECPublicKeyParameters(
            Sm2Keys.CURVE
                .getCurve()
                .decodePoint(Arrays.copyOfRange(spki, spki.length - 65, spki.length)),
            Sm2Keys.CURVE));
    return signer.digest(message);
  }

  private static final class Z extends SM2Signer {
    byte[] digest(byte[] message) {
      SM3Digest digest = new SM3Digest();
      byte[] id = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
      byte[] z = getZ(id);
      digest.update(z, 0, z.length);
      digest.update(message, 0, message.length);
      byte[] result = new byte[digest.getDigestSize()];
      digest.doFinal(result, 0);
      return result;
    }
  }
}
