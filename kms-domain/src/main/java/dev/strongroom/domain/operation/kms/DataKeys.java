package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.DataKeySpec;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.QueryContext;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes symmetric data keys: what GenerateDataKey has in common with its sibling. */
final class DataKeys {
  static final KeyRequirement KEY = KeyRequirement.cryptographic(KeyUsage.ENCRYPT_DECRYPT);

  private final KeyBackend backend;
  private final Randomness randomness;

  DataKeys(KeyBackend backend, Randomness randomness) {
    this.backend = backend;
    this.randomness = randomness;
  }

  /**
   * A data key.
   *
   * @param plaintext to be wiped by whoever holds it
   */
  record DataKey(byte[] plaintext, byte[] ciphertext) {}

  /**
   * The length that a request asks for, in bytes.
   *
   * @throws KmsException ValidationException when it names both a spec and a length, or neither
   */
  static int size(@Nullable String spec, @Nullable Integer numberOfBytes) {
    if (spec != null && numberOfBytes == null) {
      return DataKeySpec.valueOf(spec).size();
    }
    if (spec == null && numberOfBytes != null) {
      return numberOfBytes;
    }
    throw new KmsException(
        ErrorCode.VALIDATION, "Please specify either number of bytes or key spec.");
  }

  /**
   * @throws KmsException InvalidKeyUsageException for a pair's: it cannot encrypt data keys here
   */
  static void requireSymmetric(KeySnapshot key) {
    if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
      throw new KmsException(
          ErrorCode.INVALID_KEY_USAGE,
          "Data keys cannot be generated under key spec " + key.spec() + ".");
    }
  }

  DataKey generate(QueryContext context, int size, @Nullable Map<String, String> pairs) {
    KeySnapshot key = context.key();
    requireSymmetric(key);
    byte[] plaintext = randomness.bytes(size);
    try {
      byte[] ciphertext =
          backend.encrypt(
              BackendTerms.of(key), plaintext, BackendTerms.context(pairs), context.reading());
      context.usedMaterial(key.material());
      return new DataKey(plaintext, ciphertext);
    } catch (RuntimeException e) {
      Arrays.fill(plaintext, (byte) 0);
      throw e;
    }
  }
}
