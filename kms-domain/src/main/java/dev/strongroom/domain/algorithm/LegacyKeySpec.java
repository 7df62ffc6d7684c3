package dev.strongroom.domain.algorithm;

/**
 * The specs that a request may give in the deprecated member CustomerMasterKeySpec; later ones can
 * be asked for as KeySpec only. (Answers have both members, of all specs, as AWS's have.)
 */
public enum LegacyKeySpec {
  RSA_2048,
  RSA_3072,
  RSA_4096,
  ECC_NIST_P256,
  ECC_NIST_P384,
  ECC_NIST_P521,
  ECC_SECG_P256K1,
  SYMMETRIC_DEFAULT,
  HMAC_224,
  HMAC_256,
  HMAC_384,
  HMAC_512,
  SM2
}
