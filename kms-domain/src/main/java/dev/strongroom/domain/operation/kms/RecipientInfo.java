package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.operation.AllowedValues;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The attestation document of an enclave that is to receive the plaintext instead of the caller.
 */
public record RecipientInfo(
    @AllowedValues(Mechanism.class) @Nullable String keyEncryptionAlgorithm,
    @Size(min = 1, max = 262144) byte @Nullable [] attestationDocument) {

  /** How the plaintext would be encrypted for the enclave. */
  public enum Mechanism {
    RSAES_OAEP_SHA_256
  }
}
