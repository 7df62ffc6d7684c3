package dev.strongroom.domain.key;

/** The algorithms of Encrypt, Decrypt and ReEncrypt (AWS KMS, EncryptionAlgorithm). */
public enum EncryptionAlgorithm {
  SYMMETRIC_DEFAULT,
  RSAES_OAEP_SHA_1,
  RSAES_OAEP_SHA_256,
  SM2PKE
}
