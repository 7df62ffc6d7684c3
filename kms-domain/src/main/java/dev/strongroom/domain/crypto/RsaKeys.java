package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * RSA (RFC 8017). Signatures are padded by {@link RsaPadding}, because no provider takes a digest
 * for PSS; the provider does the exponentiation, with blinding and with a check of the result.
 */
final class RsaKeys implements FamilyKeys {
  private static final OAEPParameterSpec OAEP_SHA_1 = oaep("SHA-1", MGF1ParameterSpec.SHA1);
  private static final OAEPParameterSpec OAEP_SHA_256 = oaep("SHA-256", MGF1ParameterSpec.SHA256);

  private final KeySpec spec;
  private final RSAPrivateKey privateKey;
  private final RSAPublicKey publicKey;
  private final RsaPadding padding;
  // Of the modulus, in bytes: RFC 8017's k.
  private final int length;
  private final SecureRandom random;
  private final Jca jca;

  private RsaKeys(
      KeySpec spec,
      RSAPrivateKey privateKey,
      RSAPublicKey publicKey,
      SecureRandom random,
      Jca jca) {
    this.spec = spec;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
    this.length = publicKey.getModulus().bitLength() / Byte.SIZE;
    this.padding = new RsaPadding(publicKey, random);
    this.random = random;
    this.jca = jca;
  }

  static RsaKeys parse(KeySpec spec, byte[] pkcs8, byte[] spki, SecureRandom random, Jca jca)
      throws GeneralSecurityException {
    KeyFactory factory = jca.keyFactory(Primitive.RSA_KEYS);
    try (LentPkcs8 lent = new LentPkcs8(pkcs8)) {
      RSAPublicKey publicKey = (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(spki));
      RSAPrivateKey privateKey = (RSAPrivateKey) factory.generatePrivate(lent);
      if (publicKey.getModulus().bitLength() != spec.size()
          || privateKey.getModulus().bitLength() != spec.size()) {
        throw new InvalidKeySpecException("the modulus has another size");
      }
      return new RsaKeys(spec, privateKey, publicKey, random, jca);
    }
  }

  @Override
  public byte[] sign(SigningAlgorithm algorithm, MessageType type, byte[] message) {
    byte[] digest = Hashing.digest(algorithm, type, message);
    return isPss(algorithm)
        ? padding.signPss(algorithm.hash(), digest, encoded -> raw(privateKey, encoded))
        : signed(padding.pkcs1(algorithm.hash(), digest));
  }

  /** PKCS #1 v1.5 by comparison of the encoded messages (RFC 8017, section 8.2.2): no parser. */
  @Override
  public boolean verify(
      SigningAlgorithm algorithm, MessageType type, byte[] message, byte[] signature) {
    byte[] digest = Hashing.digest(algorithm, type, message);
    if (signature.length != length) {
      return false;
    }
    try {
      return isPss(algorithm)
          ? padding.verifyPss(
              algorithm.hash(), digest, signature, encoded -> raw(publicKey, encoded))
          : Digests.equal(raw(publicKey, signature), padding.pkcs1(algorithm.hash(), digest));
    } catch (BadPaddingException notBelowTheModulus) {
      return false;
    }
  }

  @Override
  public byte[] encrypt(EncryptionAlgorithm algorithm, byte[] plaintext) {
    if (plaintext.length > spec.longestPlaintext(algorithm)) {
      throw new IllegalArgumentException("the plaintext is too long for " + algorithm);
    }
    try {
      return oaep(Cipher.ENCRYPT_MODE, publicKey, algorithm).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA refused to encrypt", e);
    }
  }

  /**
   * One exception for whatever is wrong, so that nobody learns where the padding was (RFC 8017,
   * section 7.1.2, the note on Manger's attack).
   */
  @Override
  public byte[] decrypt(EncryptionAlgorithm algorithm, byte[] ciphertext)
      throws NotAuthenticException {
    if (ciphertext.length != length) {
      throw new NotAuthenticException();
    }
    try {
      return oaep(Cipher.DECRYPT_MODE, privateKey, algorithm).doFinal(ciphertext);
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      throw new NotAuthenticException();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA refused to decrypt", e);
    }
  }

  private byte[] signed(byte[] encoded) {
    try {
      return raw(privateKey, encoded);
    } catch (BadPaddingException e) {
      throw new IllegalStateException("the encoded message is below the modulus", e);
    }
  }

  /**
   * RSASP1 or RSAVP1 (RFC 8017, section 5.2). With the private key too it is called encryption:
   * only then does the JDK check the result against the public key, lest a fault reveal a factor.
   *
   * @throws BadPaddingException when the number is not below the modulus
   */
  private byte[] raw(Key key, byte[] number) throws BadPaddingException {
    Cipher cipher = jca.cipher(Primitive.RSA_RAW);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, random);
      return cipher.doFinal(number);
    } catch (BadPaddingException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA refused to compute", e);
    }
  }

  private Cipher oaep(int mode, Key key, EncryptionAlgorithm algorithm)
      throws GeneralSecurityException {
    Cipher cipher = jca.cipher(Primitive.RSA_OAEP);
    OAEPParameterSpec parameters =
        algorithm == EncryptionAlgorithm.RSAES_OAEP_SHA_1 ? OAEP_SHA_1 : OAEP_SHA_256;
    cipher.init(mode, key, parameters, random);
    return cipher;
  }

  private static OAEPParameterSpec oaep(String hash, MGF1ParameterSpec maskHash) {
    return new OAEPParameterSpec(hash, "MGF1", maskHash, PSource.PSpecified.DEFAULT);
  }

  private static boolean isPss(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case RSASSA_PSS_SHA_256, RSASSA_PSS_SHA_384, RSASSA_PSS_SHA_512 -> true;
      case RSASSA_PKCS1_V1_5_SHA_256, RSASSA_PKCS1_V1_5_SHA_384, RSASSA_PKCS1_V1_5_SHA_512 -> false;
      default -> throw new IllegalArgumentException(algorithm + " is not one of RSA");
    };
  }

  /** The nine numbers of a private key, half of them twice in the form that it computes with. */
  @Override
  public int weight() {
    return 3_000 + 12 * length;
  }

  @Override
  public void destroy() {
    Destruction.of(privateKey);
  }
}
