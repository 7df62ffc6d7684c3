package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 (GB/T 32918) by Bouncy Castle, which alone has it: signatures with the default id
 * 1234567812345678 (GM/T 0009, section 10), encryption, and plain ECDH on its curve.
 */
final class Sm2Keys implements FamilyKeys {
  static final ECNamedDomainParameters CURVE = curve();

  private static final int FIELD_LENGTH = 32;

  private static final int WEIGHT = 3_000;

  private final ECPrivateKeyParameters privateKey;
  private final ECPublicKeyParameters publicKey;
  private final byte[] spki;
  private final SecureRandom random;

  private Sm2Keys(
      ECPrivateKeyParameters privateKey,
      ECPublicKeyParameters publicKey,
      byte[] spki,
      SecureRandom random) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.spki = spki;
    this.random = random;
  }

  static Sm2Keys parse(byte[] pkcs8, byte[] spki, SecureRandom random)
      throws InvalidKeySpecException {
    try {
      ASN1OctetString der = PrivateKeyInfo.getInstance(pkcs8).getPrivateKey();
      BigInteger d = ECPrivateKey.getInstance(der.getOctets()).getKey();
      ECPoint point = CURVE.getCurve().decodePoint(KeyForms.point(spki, FIELD_LENGTH));
      return new Sm2Keys(
          new ECPrivateKeyParameters(d, CURVE),
          new ECPublicKeyParameters(point, CURVE),
          spki,
          random);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new InvalidKeySpecException("this is no key pair of SM2", e);
    }
  }

  @Override
  public byte[] sign(SigningAlgorithm algorithm, MessageType type, byte[] message) {
    SM2Signer signer = signer(algorithm, type, message);
    signer.init(true, new ParametersWithRandom(privateKey, random));
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("SM2 refused to sign", e);
    }
  }

  @Override
  public boolean verify(
      SigningAlgorithm algorithm, MessageType type, byte[] message, byte[] signature) {
    SM2Signer signer = signer(algorithm, type, message);
    if (!StrictDsaEncoding.isDer(CURVE.getN(), signature)) {
      return false;
    }
    signer.init(false, publicKey);
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature);
  }

  /** A raw message is hashed with the id and the public key; a digest is that hash, e, itself. */
  private static SM2Signer signer(SigningAlgorithm algorithm, MessageType type, byte[] message) {
    if (type == MessageType.RAW) {
      return new SM2Signer(StandardDSAEncoding.INSTANCE, new SM3Digest());
    }
    BigInteger given = new BigInteger(1, Hashing.requireLength(algorithm, message));
    return new SM2Signer(StandardDSAEncoding.INSTANCE, new SM3Digest()) {
      @Override
      protected BigInteger calculateE(BigInteger n, byte[] hashed) {
        return given;
      }
    };
  }

  /** SM2 has no empty plaintext. */
  @Override
  public byte[] encrypt(EncryptionAlgorithm algorithm, byte[] plaintext) {
    if (plaintext.length < 1 || plaintext.length > KeySpec.SM2.longestPlaintext(algorithm)) {
      throw new IllegalArgumentException("the plaintext is empty or too long for " + algorithm);
    }
    SM2Engine engine = engine();
    engine.init(true, new ParametersWithRandom(publicKey, random));
    try {
      return Sm2Ciphertext.ofConcatenation(engine.processBlock(plaintext, 0, plaintext.length))
          .der();
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("SM2 refused to encrypt", e);
    }
  }

  @Override
  public byte[] decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext)
      throws NotAuthenticException {
    byte[] concatenation = Sm2Ciphertext.ofDer(ciphertext).concatenation();
    SM2Engine engine = engine();
    engine.init(false, privateKey);
    try {
      return engine.processBlock(concatenation, 0, concatenation.length);
    } catch (InvalidCipherTextException | IllegalArgumentException e) {
      // The latter: C1 is no point of the curve.
      throw new NotAuthenticException();
    }
  }

  private static SM2Engine engine() {
    return new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
  }

  @Override
  public byte[] agree(byte[] peer) throws InvalidPublicKeyException {
    byte[] encoded = KeyForms.pointOfPeer(spki, FIELD_LENGTH, peer);
    ECPoint point;
    try {
      point = CURVE.getCurve().decodePoint(encoded);
    } catch (IllegalArgumentException e) {
      throw new InvalidPublicKeyException("the public key is no point of its curve");
    }
    ECPoint shared = point.multiply(privateKey.getD()).normalize();
    return BigIntegers.asUnsignedByteArray(FIELD_LENGTH, shared.getAffineXCoord().toBigInteger());
  }

  private static ECNamedDomainParameters curve() {
    X9ECParameters named = CustomNamedCurves.getByOID(GMObjectIdentifiers.sm2p256v1);
    ECCurve curve = named.getCurve().configure().setMultiplier(new SplitMultiplier()).create();
    return new ECNamedDomainParameters(
        GMObjectIdentifiers.sm2p256v1,
        curve,
        curve.importPoint(named.getG()),
        named.getN(),
        named.getH());
  }

  @Override
  public int weight() {
    return WEIGHT;
  }
}
