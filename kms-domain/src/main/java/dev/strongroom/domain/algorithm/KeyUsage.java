package dev.strongroom.domain.algorithm;

/** The cryptographic operations that a key is for (AWS KMS, KeyUsage). */
public enum KeyUsage {
  SIGN_VERIFY,
  ENCRYPT_DECRYPT,
  GENERATE_VERIFY_MAC,
  KEY_AGREEMENT,
  ENCAPSULATE_DECAPSULATE
}
