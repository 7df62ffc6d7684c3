package dev.strongroom.domain.algorithm;

/** The algorithms of DeriveSharedSecret (AWS KMS, KeyAgreementAlgorithm). */
public enum KeyAgreementAlgorithm {
  /** Cofactor Diffie-Hellman on an elliptic curve (SP 800-56A, section 5.7.1.2). */
  ECDH
}
