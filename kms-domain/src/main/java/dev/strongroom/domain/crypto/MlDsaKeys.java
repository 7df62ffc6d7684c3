package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;

/**
 * ML-DSA (FIPS 204): pure, hedged, with an empty context. A raw message and its representative mu
 * have the same signatures; two providers share the work, so each pair is parsed by both.
 */
final class MlDsaKeys implements FamilyKeys {
  private final Parsed raw;
  private final Parsed mu;
  private final int weight;
  private final SecureRandom random;
  private final Jca jca;

  /** The pair as one provider parsed it. */
  private record Parsed(Primitive signature, PrivateKey privateKey, PublicKey publicKey) {}

  private MlDsaKeys(Parsed raw, Parsed mu, int weight, SecureRandom random, Jca jca) {
    this.raw = raw;
    this.mu = mu;
    this.weight = weight;
    this.random = random;
    this.jca = jca;
  }

  static MlDsaKeys parse(byte[] pkcs8, byte[] spki, SecureRandom random, Jca jca)
      throws GeneralSecurityException {
    try (LentPkcs8 lent = new LentPkcs8(pkcs8)) {
      Parsed raw = parsed(Primitive.ML_DSA_KEYS, Primitive.ML_DSA, lent, spki, jca);
      Parsed mu = parsed(Primitive.ML_DSA_MU_KEYS, Primitive.ML_DSA_MU, lent, spki, jca);
      return new MlDsaKeys(raw, mu, 3_000 + 3 * (pkcs8.length + spki.length), random, jca);
    }
  }

  private static Parsed parsed(
      Primitive keys, Primitive signature, LentPkcs8 pkcs8, byte[] spki, Jca jca)
      throws GeneralSecurityException {
    KeyFactory factory = jca.keyFactory(keys);
    return new Parsed(
        signature,
        factory.generatePrivate(pkcs8),
        factory.generatePublic(new X509EncodedKeySpec(spki)));
  }

  @Override
  public byte[] sign(SigningAlgorithm algorithm, MessageType type, byte[] message) {
    Parsed pair = pair(algorithm, type, message);
    Signature signature = jca.signature(pair.signature);
    try {
      signature.initSign(pair.privateKey, random);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ML-DSA refused to sign", e);
    }
  }

  @Override
  public boolean verify(
      SigningAlgorithm algorithm, MessageType type, byte[] message, byte[] claimed) {
    Parsed pair = pair(algorithm, type, message);
    Signature signature = jca.signature(pair.signature);
    try {
      signature.initVerify(pair.publicKey);
      signature.update(message);
      return signature.verify(claimed);
    } catch (SignatureException malformed) {
      return false;
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("ML-DSA refused to verify", e);
    }
  }

  private Parsed pair(SigningAlgorithm algorithm, MessageType type, byte[] message) {
    if (type == MessageType.RAW) {
      return raw;
    }
    Hashing.requireLength(algorithm, message);
    return mu;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public void destroy() {
    Destruction.of(raw.privateKey);
    Destruction.of(mu.privateKey);
  }
}
