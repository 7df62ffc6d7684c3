package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.crypto.EncryptionContext;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.keystore.BackingKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From the API's terms to those of a key store. */
final class BackendTerms {
  // Every event of the key's trail carries it.
  private static final int MOST_CONTEXT_BYTES = 8_192;

  private BackendTerms() {}

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  static BackingKey of(KeySnapshot key) {
    return new BackingKey(
        key.arn(), key.material(), key.spec(), key.usage(), key.origin().name(), key.wrapped());
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
   * The algorithm that a request names.
   *
   * @param has those of the key
   * @throws KmsException InvalidKeyUsageException when it is none of them
   */
  static <A extends Enum<A>> A algorithm(KeySnapshot key, List<A> has, String wanted) {
    return has.stream()
        .filter(one -> one.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new KmsException(
                    ErrorCode.INVALID_KEY_USAGE,
                    "Algorithm " + wanted + " is incompatible with key spec " + key.spec() + "."));
  }

  /** The same for the operations that have a default. */
  static EncryptionAlgorithm encryptionAlgorithm(KeySnapshot key, @Nullable String wanted) {
    return algorithm(
        key,
        key.spec().encryptionAlgorithms(),
        wanted == null ? EncryptionAlgorithm.SYMMETRIC_DEFAULT.name() : wanted);
  }

  /** The algorithms of key pairs bind no context: to ignore one would promise what is not so. */
  static void refuseContext(@Nullable Map<String, String> pairs) {
    if (pairs != null && !pairs.isEmpty()) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          "An encryption context is supported only with symmetric encryption keys.");
    }
  }
}
