package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * Ed25519 and Ed25519ph (RFC 8032, FIPS 186-5 section 7), with an empty context.
 *
 * <p>ED25519_PH_SHA_512 takes a digest of 64 bytes, and Ed25519ph hashes what it is given: so the
 * digest is hashed once more. This is what AWS KMS documents, and who verifies elsewhere must give
 * the digest as the message too.
 */
final class EdwardsKeys implements FamilyKeys {
  private static final int WEIGHT = 2_000;

  private final PrivateKey privateKey;
  private final PublicKey publicKey;
  private final Jca jca;

  private EdwardsKeys(PrivateKey privateKey, PublicKey publicKey, Jca jca) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.jca = jca;
  }

  static EdwardsKeys parse(byte[] pkcs8, byte[] spki, Jca jca) throws GeneralSecurityException {
    KeyFactory factory = jca.keyFactory(Primitive.ED25519_KEYS);
    try (LentPkcs8 lent = new LentPkcs8(pkcs8)) {
      return new EdwardsKeys(
          factory.generatePrivate(lent), factory.generatePublic(new X509EncodedKeySpec(spki)), jca);
    }
  }

  @Override
  public byte[] sign(SigningAlgorithm algorithm, MessageType type, byte[] message) {
    try {
      Signature signature = signature(algorithm, message);
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 refused to sign", e);
    }
  }

  @Override
  public boolean verify(
      SigningAlgorithm algorithm, MessageType type, byte[] message, byte[] claimed) {
    try {
      Signature signature = signature(algorithm, message);
      signature.initVerify(publicKey);
      signature.update(message);
      return signature.verify(claimed);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 refused to verify", e);
    }
  }

  private Signature signature(SigningAlgorithm algorithm, byte[] message)
      throws GeneralSecurityException {
    if (algorithm == SigningAlgorithm.ED25519_SHA_512) {
      return jca.signature(Primitive.ED25519);
    }
    Hashing.requireLength(algorithm, message);
    Signature signature = jca.signature(Primitive.ED25519_PH);
    if (!jca.isByAwsLc(Primitive.ED25519_PH)) {
      signature.setParameter(new EdDSAParameterSpec(true));
    }
    return signature;
  }

  @Override
  public int weight() {
    return WEIGHT;
  }

  @Override
  public void destroy() {
    Destruction.of(privateKey);
  }
}
