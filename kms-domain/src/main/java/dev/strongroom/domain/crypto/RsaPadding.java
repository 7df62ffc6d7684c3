package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.HashFunction;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;

/**
 * The encodings of RSA signatures (RFC 8017, section 9) around a provider's exponentiation. That of
 * PSS is Bouncy Castle's: MGF1 with the same hash, a salt as long as the digest, trailer BC.
 */
final class RsaPadding {
  /** RFC 8017, section 9.2: the shortest padding. */
  private static final int LEAST_PADDING = 8;

  private final int length;
  private final ParametersWithRandom modulus;

  /** One public or private operation on a number as long as the modulus. */
  interface Exponentiation {
    byte[] of(byte[] number) throws BadPaddingException;
  }

  RsaPadding(RSAPublicKey key, SecureRandom random) {
    this.length = key.getModulus().bitLength() / Byte.SIZE;
    // Only the modulus' size is asked for. Not validated: that would be a test of primality.
    this.modulus =
        new ParametersWithRandom(
            new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent(), true), random);
  }

  /**
   * EMSA-PKCS1-v1_5: {@code 00 01 FF .. FF 00 | DigestInfo}, with the NULL that RFC 8017 (appendix
   * B.1) wants beside the hash.
   */
  byte[] pkcs1(HashFunction hash, byte[] digest) {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(Hashing.oid(hash), DERNull.INSTANCE);
    byte[] info = KeyForms.der(new DigestInfo(algorithm, digest));
    int padding = length - 3 - info.length;
    if (padding < LEAST_PADDING) {
      throw new IllegalArgumentException("the modulus is too short for " + hash);
    }
    byte[] encoded = new byte[length];
    encoded[1] = 1;
    Arrays.fill(encoded, 2, 2 + padding, (byte) 0xff);
    System.arraycopy(info, 0, encoded, length - info.length, info.length);
    return encoded;
  }

  /** A signature of EMSA-PSS. */
  byte[] signPss(HashFunction hash, byte[] digest, Exponentiation byPrivateKey) {
    try {
      return signer(true, hash, digest, byPrivateKey).generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("PSS refused to sign", e);
    }
  }

  /** Whether it is a signature of EMSA-PSS. */
  boolean verifyPss(
      HashFunction hash, byte[] digest, byte[] signature, Exponentiation byPublicKey) {
    return signer(false, hash, digest, byPublicKey).verifySignature(signature);
  }

  private PSSSigner signer(
      boolean forSigning, HashFunction hash, byte[] digest, Exponentiation exponentiation) {
    PSSSigner signer =
        PSSSigner.createRawSigner(
            new Exponentiator(exponentiation),
            Hashing.bouncyCastle(hash),
            Hashing.bouncyCastle(hash),
            hash.length(),
            PSSSigner.TRAILER_IMPLICIT);
    signer.init(forSigning, modulus);
    signer.update(digest, 0, digest.length);
    return signer;
  }

  /** The provider's exponentiation in the place of Bouncy Castle's. */
  private record Exponentiator(Exponentiation exponentiation) implements AsymmetricBlockCipher {
    @Override
    public void init(boolean forEncryption, CipherParameters parameters) {
      // It has its key.
    }

    @Override
    public int getInputBlockSize() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int getOutputBlockSize() {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] processBlock(byte[] in, int at, int count) throws InvalidCipherTextException {
      try {
        return exponentiation.of(Arrays.copyOfRange(in, at, at + count));
      } catch (BadPaddingException e) {
        throw new InvalidCipherTextException("not below the modulus", e);
      }
    }
  }
}
