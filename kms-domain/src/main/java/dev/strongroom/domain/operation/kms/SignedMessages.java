package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import dev.strongroom.domain.crypto.AsymmetricKey;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.operation.KeyRequirement;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is signed: what Sign and Verify have in common. */
final class SignedMessages {
  static final KeyRequirement KEY = KeyRequirement.cryptographic(KeyUsage.SIGN_VERIFY);

  /** Those of specs that can be quick; a key that has them need not be, which the store sees. */
  private static final Set<String> QUICK =
      Stream.of(KeySpec.values())
          .filter(AsymmetricKey::canBeQuick)
          .flatMap(spec -> spec.signingAlgorithms().stream())
          .map(Enum::name)
          .collect(Collectors.toUnmodifiableSet());

  private SignedMessages() {}

  /** Whether no key is quick with this algorithm; null, which is an error, never takes long. */
  static boolean takeLong(@Nullable String algorithm) {
    return algorithm != null && !QUICK.contains(algorithm);
  }

  /**
   * The algorithm that a request names.
   *
   * @throws KmsException InvalidKeyUsageException when the key has no such algorithm
   */
  static SigningAlgorithm algorithm(KeySnapshot key, String wanted) {
    return BackendTerms.algorithm(key, key.spec().signingAlgorithms(), wanted);
  }

  /**
   * What the message is.
   *
   * @throws KmsException ValidationException when the algorithm takes no such message, or the
   *     digest has another length than the algorithm's
   */
  static MessageType type(
      KeySnapshot key, SigningAlgorithm algorithm, @Nullable String wanted, byte[] message) {
    MessageType type = wanted == null ? MessageType.RAW : MessageType.valueOf(wanted);
    if (!algorithm.takes(type)) {
      boolean another = key.spec().signingAlgorithms().stream().anyMatch(one -> one.takes(type));
      throw new KmsException(
          ErrorCode.VALIDATION,
          "Message type "
              + type
              + " is incompatible with "
              + (another ? "signing algorithm " + algorithm : "key spec " + key.spec())
              + ".");
    }
    if (type != MessageType.RAW && message.length != algorithm.digestLength()) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          type == MessageType.EXTERNAL_MU
              ? "The message representative (mu) of algorithm " + algorithm + " has 64 bytes."
              : "Digest is invalid length for algorithm " + algorithm + ".");
    }
    return type;
  }
}
