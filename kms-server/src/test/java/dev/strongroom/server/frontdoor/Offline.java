package dev.strongroom.server.frontdoor;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519phSigner;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * What a client does with a public key, by an implementation that the service does not use for it:
 * the JDK's for what AWS-LC does there, Bouncy Castle's for what the JDK does.
 */
final class Offline {
  private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

  private Offline() {}

  /** Parses a SubjectPublicKeyInfo. */
  static PublicKey publicKey(KeySpec spec, byte[] encoded) {
    try {
      return factory(spec).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(spec.toString(), e);
    }
  }

  static KeyFactory factory(KeySpec spec) throws GeneralSecurityException {
    String name = spec.toString();
    if (name.startsWith("RSA")) {
      return KeyFactory.getInstance("RSA", "SunRsaSign");
    }
    if (name.startsWith("ECC_NIST_P")) {
      return KeyFactory.getInstance("EC", "SunEC");
    }
    if (name.endsWith("25519")) {
      return KeyFactory.getInstance("Ed25519", "SunEC");
    }
    if (name.startsWith("ML_")) {
      return KeyFactory.getInstance(name.replace('_', '-'), BOUNCY_CASTLE);
    }
    return KeyFactory.getInstance("EC", BOUNCY_CASTLE);
  }

  /** Whether a signature of a whole message is valid. */
  static boolean verifies(
      KeySpec spec, byte[] key, SigningAlgorithmSpec algorithm, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    if (algorithm == SigningAlgorithmSpec.ED25519_PH_SHA_512) {
      return verifiesPreHashed(key, message, signature);
    }
    Signature verifier = verifier(spec, algorithm);
    verifier.initVerify(publicKey(spec, key));
    verifier.update(message);
    return verifier.verify(signature);
  }

  private static Signature verifier(KeySpec spec, SigningAlgorithmSpec algorithm)
      throws GeneralSecurityException {
    String name = algorithm.toString();
    String hash = name.substring(name.lastIndexOf('_') + 1);
    if (name.startsWith("RSASSA_PSS")) {
      Signature pss = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
      pss.setParameter(
          new PSSParameterSpec(
              "SHA-" + hash,
              "MGF1",
              new MGF1ParameterSpec("SHA-" + hash),
              Integer.parseInt(hash) / Byte.SIZE,
              PSSParameterSpec.TRAILER_FIELD_BC));
      return pss;
    }
    if (name.startsWith("RSASSA_PKCS1")) {
      return Signature.getInstance("SHA" + hash + "withRSA", "SunRsaSign");
    }
    return switch (algorithm) {
      case SM2_DSA -> Signature.getInstance("SM3withSM2", BOUNCY_CASTLE);
      case ED25519_SHA_512 -> Signature.getInstance("Ed25519", "SunEC");
      case ML_DSA_SHAKE_256 -> Signature.getInstance("ML-DSA", BOUNCY_CASTLE);
      default ->
          spec == KeySpec.ECC_SECG_P256_K1
              ? Signature.getInstance("SHA256withECDSA", BOUNCY_CASTLE)
              : Signature.getInstance("SHA" + hash + "withECDSA", "SunEC");
    };
  }

  /** AWS hashes the digest that it is given once more. */
  private static boolean verifiesPreHashed(byte[] key, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(message);
      Ed25519phSigner verifier = new Ed25519phSigner(new byte[0]);
      verifier.init(false, (Ed25519PublicKeyParameters) PublicKeyFactory.createKey(key));
      verifier.update(digest, 0, digest.length);
      return verifier.verifySignature(signature);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
