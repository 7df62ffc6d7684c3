package dev.strongroom.domain.key;

/** Where a key's material comes from (AWS KMS, Origin). */
public enum KeyOrigin {
  AWS_KMS,
  EXTERNAL,
  AWS_CLOUDHSM,
  EXTERNAL_KEY_STORE
}
