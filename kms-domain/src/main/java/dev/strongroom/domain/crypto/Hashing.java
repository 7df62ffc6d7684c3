package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.HashFunction;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.util.DigestFactory;

/** The digests that RSA and ECDSA sign: SHA-256, SHA-384 and SHA-512 (FIPS 180-4). */
final class Hashing {
  private Hashing() {}

  /**
   * What the algorithm signs: the digest of a raw message, or the digest that the message is.
   *
   * @throws IllegalArgumentException when such a digest has another length than the algorithm's
   */
  static byte[] digest(SigningAlgorithm algorithm, MessageType type, byte[] message) {
    if (type == MessageType.RAW) {
      return hash(algorithm.hash(), message);
    }
    return requireLength(algorithm, message);
  }

  /** The message, when it has the length of a digest of the algorithm. */
  static byte[] requireLength(SigningAlgorithm algorithm, byte[] message) {
    if (message.length != algorithm.digestLength()) {
      throw new IllegalArgumentException(
          "a digest for " + algorithm + " has " + algorithm.digestLength() + " bytes");
    }
    return message;
  }

  private static byte[] hash(HashFunction function, byte[] message) {
    try {
      return MessageDigest.getInstance(function.jcaName(), Jdk.SUN).digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + function.jcaName(), e);
    }
  }

  /** The same function as a new object of Bouncy Castle. */
  static Digest bouncyCastle(HashFunction function) {
    return switch (function) {
      case SHA_256 -> DigestFactory.createSHA256();
      case SHA_384 -> DigestFactory.createSHA384();
      case SHA_512 -> DigestFactory.createSHA512();
      case SHA_1, SHA_224, SM3 ->
          throw new IllegalArgumentException("RSA does not sign " + function);
    };
  }

  static ASN1ObjectIdentifier oid(HashFunction function) {
    return switch (function) {
      case SHA_256 -> NISTObjectIdentifiers.id_sha256;
      case SHA_384 -> NISTObjectIdentifiers.id_sha384;
      case SHA_512 -> NISTObjectIdentifiers.id_sha512;
      case SHA_1, SHA_224, SM3 ->
          throw new IllegalArgumentException("RSA does not sign " + function);
    };
  }
}
