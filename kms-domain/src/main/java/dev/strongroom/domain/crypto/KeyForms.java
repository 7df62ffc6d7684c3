package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.KeySpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The DER that key pairs of each spec have: PrivateKeyInfo (RFC 5958) and SubjectPublicKeyInfo (RFC
 * 5280), with curves by their names only and points uncompressed.
 */
final class KeyForms {
  private static final byte UNCOMPRESSED = 4;

  /** RFC 8410, section 3. */
  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  /** INTEGER 0 or 1, which a PrivateKeyInfo begins with. */
  private static final int VERSION_LENGTH = 3;

  private KeyForms() {}

  /** The AlgorithmIdentifier of both halves. */
  static AlgorithmIdentifier algorithm(KeySpec spec) {
    return switch (spec) {
      case RSA_2048, RSA_3072, RSA_4096 ->
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
      case ECC_NIST_P256 -> curve(SECObjectIdentifiers.secp256r1);
      case ECC_NIST_P384 -> curve(SECObjectIdentifiers.secp384r1);
      case ECC_NIST_P521 -> curve(SECObjectIdentifiers.secp521r1);
      case ECC_SECG_P256K1 -> curve(SECObjectIdentifiers.secp256k1);
      case SM2 -> curve(GMObjectIdentifiers.sm2p256v1);
      case ECC_NIST_EDWARDS25519 -> new AlgorithmIdentifier(ED25519);
      case ML_DSA_44 -> new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_44);
      case ML_DSA_65 -> new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_65);
      case ML_DSA_87 -> new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_87);
      case ML_KEM_512 -> new AlgorithmIdentifier(NISTObjectIdentifiers.id_alg_ml_kem_512);
      case ML_KEM_768 -> new AlgorithmIdentifier(NISTObjectIdentifiers.id_alg_ml_kem_768);
      case ML_KEM_1024 -> new AlgorithmIdentifier(NISTObjectIdentifiers.id_alg_ml_kem_1024);
      case SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512 ->
          throw new IllegalArgumentException(spec + " has no key pairs");
    };
  }

  private static AlgorithmIdentifier curve(ASN1ObjectIdentifier name) {
    return new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, name);
  }

  /**
   * Checks that both halves say that they are of the spec.
   *
   * @throws IllegalArgumentException when one does not
   */
  static void requireForms(KeySpec spec, byte[] pkcs8, byte[] spki) {
    byte[] algorithm = der(algorithm(spec));
    if (!hasAt(pkcs8, contentsAt(pkcs8) + VERSION_LENGTH, algorithm)
        || !hasAt(spki, contentsAt(spki), algorithm)) {
      throw new IllegalArgumentException("this is no key pair of " + spec);
    }
  }

  /**
   * The point of a peer's public key, {@code 04 | x | y}. Everything before it has one form only:
   * that of this curve's own keys.
   *
   * @param own a SubjectPublicKeyInfo of the curve with its point uncompressed
   * @throws InvalidPublicKeyException when it is not of that form: of another curve, with the
   *     curve's parameters instead of its name, not DER, compressed, or infinity
   */
  static byte[] pointOfPeer(byte[] own, int fieldLength, byte[] peer)
      throws InvalidPublicKeyException {
    int at = own.length - 1 - 2 * fieldLength;
    if (peer.length != own.length || !Arrays.equals(own, 0, at + 1, peer, 0, at + 1)) {
      throw new InvalidPublicKeyException(
          "the public key is not the DER of a SubjectPublicKeyInfo with an uncompressed point of"
              + " this key's named curve");
    }
    return Arrays.copyOfRange(peer, at, peer.length);
  }

  /**
   * The point of this curve's public key, {@code 04 | x | y}.
   *
   * @throws InvalidKeySpecException when it is not uncompressed
   */
  static byte[] point(byte[] spki, int fieldLength) throws InvalidKeySpecException {
    int at = spki.length - 1 - 2 * fieldLength;
    if (at < 0 || spki[at] != UNCOMPRESSED) {
      throw new InvalidKeySpecException("the point is not uncompressed");
    }
    return Arrays.copyOfRange(spki, at, spki.length);
  }

  /** A SubjectPublicKeyInfo. */
  static byte[] spki(KeySpec spec, byte[] publicKey) {
    return der(new SubjectPublicKeyInfo(algorithm(spec), publicKey));
  }

  /**
   * A PrivateKeyInfo with an ECPrivateKey (RFC 5915) that has the public key, and that leaves the
   * curve to the PrivateKeyInfo, as OpenSSL and AWS-LC write it.
   *
   * @param order of the curve
   * @param point {@code 04 | x | y}
   */
  static byte[] curvePrivateKey(KeySpec spec, BigInteger order, BigInteger d, byte[] point) {
    ECPrivateKey key = new ECPrivateKey(order.bitLength(), d, new DERBitString(point), null);
    try {
      return privateKey(spec, key);
    } finally {
      Arrays.fill(key.getPrivateKey().getOctets(), (byte) 0);
    }
  }

  /** A PrivateKeyInfo, version 0. The caller wipes it and the key. */
  static byte[] privateKey(KeySpec spec, ASN1Encodable key) {
    try {
      PrivateKeyInfo info = new PrivateKeyInfo(algorithm(spec), key);
      byte[] pkcs8 = info.getEncoded();
      // Not a copy: the array of the object.
      Arrays.fill(info.getPrivateKey().getOctets(), (byte) 0);
      return pkcs8;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] der(ASN1Encodable value) {
    try {
      return value.toASN1Primitive().getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the contents of the outer SEQUENCE begin, after its tag and its length. */
  private static int contentsAt(byte[] der) {
    boolean isLong = der.length > 1 && der[1] < 0;
    return isLong ? 2 + (der[1] & 0x7f) : 2;
  }

  private static boolean hasAt(byte[] whole, int at, byte[] part) {
    return whole.length >= at + part.length
        && Arrays.equals(whole, at, at + part.length, part, 0, part.length);
  }
}
