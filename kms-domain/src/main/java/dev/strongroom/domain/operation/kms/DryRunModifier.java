package dev.strongroom.domain.operation.kms;

/** What a dry run may leave out (AWS KMS, DryRunModifiers). */
public enum DryRunModifier {
  IGNORE_CIPHERTEXT
}
