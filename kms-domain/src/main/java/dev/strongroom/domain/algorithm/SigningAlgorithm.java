package dev.strongroom.domain.algorithm;

import java.util.EnumSet;
import java.util.Set;

/** The algorithms of Sign and Verify (AWS KMS, SigningAlgorithm). */
public enum SigningAlgorithm {
  RSASSA_PSS_SHA_256(HashFunction.SHA_256, MessageType.RAW, MessageType.DIGEST),
  RSASSA_PSS_SHA_384(HashFunction.SHA_384, MessageType.RAW, MessageType.DIGEST),
  RSASSA_PSS_SHA_512(HashFunction.SHA_512, MessageType.RAW, MessageType.DIGEST),
  RSASSA_PKCS1_V1_5_SHA_256(HashFunction.SHA_256, MessageType.RAW, MessageType.DIGEST),
  RSASSA_PKCS1_V1_5_SHA_384(HashFunction.SHA_384, MessageType.RAW, MessageType.DIGEST),
  RSASSA_PKCS1_V1_5_SHA_512(HashFunction.SHA_512, MessageType.RAW, MessageType.DIGEST),
  ECDSA_SHA_256(HashFunction.SHA_256, MessageType.RAW, MessageType.DIGEST),
  ECDSA_SHA_384(HashFunction.SHA_384, MessageType.RAW, MessageType.DIGEST),
  ECDSA_SHA_512(HashFunction.SHA_512, MessageType.RAW, MessageType.DIGEST),
  SM2DSA(HashFunction.SM3, MessageType.RAW, MessageType.DIGEST),
  /** ML-DSA (FIPS 204); its message representative is as long as a digest of SHA-512. */
  ML_DSA_SHAKE_256(HashFunction.SHA_512, MessageType.RAW, MessageType.EXTERNAL_MU),
  ED25519_SHA_512(HashFunction.SHA_512, MessageType.RAW),
  ED25519_PH_SHA_512(HashFunction.SHA_512, MessageType.DIGEST);

  private final HashFunction hash;
  private final Set<MessageType> messageTypes;

  SigningAlgorithm(HashFunction hash, MessageType first, MessageType... others) {
    this.hash = hash;
    this.messageTypes = EnumSet.of(first, others);
  }

  /** The hash function of the message. */
  public HashFunction hash() {
    return hash;
  }

  /** Whether a message of this type can be signed. */
  public boolean takes(MessageType type) {
    return messageTypes.contains(type);
  }

  /** The length that a digest or a message representative must have, in bytes. */
  public int digestLength() {
    return hash.length();
  }
}
