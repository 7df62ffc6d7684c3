package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.crypto.EncryptionContext;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.keystore.BackingKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the API's terms to those of a key store, for the operations on symmetric keys. */
final class SymmetricBackend {
  // Every event of the key's trail carries it.
  private static final int MOST_CONTEXT_BYTES = 8_192;

  private SymmetricBackend() {}

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  static BackingKey of(KeySnapshot key) {
    return new BackingKey(
        key.arn(),
        key.material(),
        key.spec().name(),
        key.usage().name(),
        key.origin().name(),
        key.wrapped());
  }

  /**
   * @throws KmsException ValidationException for text that is not well-formed Unicode, or too long
   */
  static EncryptionContext context(@Nullable Map<String, String> pairs) {
    if (pairs == null || pairs.isEmpty()) {
      return EncryptionContext.EMPTY;
    }
    int size =
        pairs.entrySet().stream()
            .mapToInt(pair -> utf8(pair.getKey()) + utf8(pair.getValue()))
            .sum();
    if (size > MOST_CONTEXT_BYTES) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          "The encryption context has " + size + " bytes; at most 8192 are allowed.");
    }
    try {
      return EncryptionContext.of(pairs);
    } catch (IllegalArgumentException e) {
      throw new KmsException(
          ErrorCode.VALIDATION, "The encryption context is not well-formed Unicode text.");
    }
  }

  /**
   * @throws KmsException InvalidKeyUsageException when the key has no such algorithm
   */
  static void requireAlgorithm(KeySnapshot key, @Nullable String algorithm) {
    String wanted = algorithm == null ? EncryptionAlgorithm.SYMMETRIC_DEFAULT.name() : algorithm;
    boolean has =
        key.spec().encryptionAlgorithms().stream().anyMatch(one -> one.name().equals(wanted));
    if (!has) {
      throw new KmsException(
          ErrorCode.INVALID_KEY_USAGE,
          "Algorithm " + wanted + " is incompatible with key spec " + key.spec() + ".");
    }
  }
}
