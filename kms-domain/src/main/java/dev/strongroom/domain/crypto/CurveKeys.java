package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.KeyAgreement;

/** ECDSA (FIPS 186-5, section 6) and ECDH (SP 800-56A) on the NIST curves and secp256k1. */
final class CurveKeys implements FamilyKeys {
  // Key objects with their points, some of it native.
  private static final int WEIGHT = 3_000;

  private final ECPrivateKey privateKey;
  private final ECPublicKey publicKey;
  private final byte[] spki;
  private final Primitive keys;
  private final Primitive ecdsa;
  private final SecureRandom random;
  private final Jca jca;

  private CurveKeys(KeySpec spec, byte[] pkcs8, byte[] spki, SecureRandom random, Jca jca)
      throws GeneralSecurityException {
    boolean isNist = spec.type() == KeySpec.Type.NIST_CURVE;
    this.keys = isNist ? Primitive.NIST_CURVE_KEYS : Primitive.SECP256K1_KEYS;
    this.ecdsa = isNist ? Primitive.NIST_CURVE_ECDSA : Primitive.SECP256K1_ECDSA;
    this.spki = spki;
    this.random = random;
    this.jca = jca;
    KeyFactory factory = jca.keyFactory(keys);
    try (LentPkcs8 lent = new LentPkcs8(pkcs8)) {
      this.publicKey = (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(spki));
      this.privateKey = (ECPrivateKey) factory.generatePrivate(lent);
    }
    // So that a peer's key can be compared with this one.
    KeyForms.point(spki, fieldLength());
  }

  static CurveKeys parse(KeySpec spec, byte[] pkcs8, byte[] spki, SecureRandom random, Jca jca)
      throws GeneralSecurityException {
    return new CurveKeys(spec, pkcs8, spki, random, jca);
  }

  @Override
  public byte[] sign(SigningAlgorithm algorithm, MessageType type, byte[] message) {
    byte[] digest = Hashing.digest(algorithm, type, message);
    Signature signature = jca.signature(ecdsa);
    try {
      signature.initSign(privateKey, random);
      signature.update(digest);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ECDSA refused to sign", e);
    }
  }

  @Override
  public boolean verify(
      SigningAlgorithm algorithm, MessageType type, byte[] message, byte[] claimed) {
    byte[] digest = Hashing.digest(algorithm, type, message);
    if (!StrictDsaEncoding.isDer(order(), claimed)) {
      return false;
    }
    Signature signature = jca.signature(ecdsa);
    try {
      signature.initVerify(publicKey);
      signature.update(digest);
      return signature.verify(claimed);
    } catch (SignatureException malformed) {
      return false;
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("ECDSA refused to verify", e);
    }
  }

  /** The curves have cofactor 1, so a point of the curve is one of the group. */
  @Override
  public byte[] agree(byte[] peer) throws InvalidPublicKeyException {
    KeyForms.pointOfPeer(spki, fieldLength(), peer);
    KeyAgreement agreement = jca.keyAgreement(Primitive.NIST_CURVE_ECDH);
    try {
      agreement.init(privateKey, random);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("ECDH refused its own key", e);
    }
    try {
      // AWS-LC finds here that it is no point of the curve, the JDK in the next line.
      agreement.doPhase(jca.keyFactory(keys).generatePublic(new X509EncodedKeySpec(peer)), true);
    } catch (InvalidKeySpecException | InvalidKeyException e) {
      throw new InvalidPublicKeyException("the public key is no point of its curve");
    }
    return agreement.generateSecret();
  }

  private BigInteger order() {
    return publicKey.getParams().getOrder();
  }

  private int fieldLength() {
    return (publicKey.getParams().getCurve().getField().getFieldSize() + 7) / Byte.SIZE;
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
