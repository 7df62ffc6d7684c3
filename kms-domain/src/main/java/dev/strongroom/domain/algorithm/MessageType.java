package dev.strongroom.domain.algorithm;

/** What the message of Sign and Verify is (AWS KMS, MessageType). */
public enum MessageType {
  /** The message itself, which the algorithm hashes. */
  RAW,
  /** Its digest, which the algorithm does not hash again; Ed25519ph does. */
  DIGEST,
  /** The message representative of ML-DSA, 64 bytes (FIPS 204, section 6.2). */
  EXTERNAL_MU
}
