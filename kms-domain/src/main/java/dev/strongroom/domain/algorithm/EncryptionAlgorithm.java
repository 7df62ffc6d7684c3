package dev.strongroom.domain.algorithm;

/** The algorithms of Encrypt, Decrypt and ReEncrypt (AWS KMS, EncryptionAlgorithm). */
public enum EncryptionAlgorithm {
  SYMMETRIC_DEFAULT,
  /** RSAES-OAEP with this hash for the label and for MGF1 (RFC 8017, section 7.1). */
  RSAES_OAEP_SHA_1,
  RSAES_OAEP_SHA_256,
  /** SM2 encryption (GB/T 32918.4). */
  SM2PKE
}
