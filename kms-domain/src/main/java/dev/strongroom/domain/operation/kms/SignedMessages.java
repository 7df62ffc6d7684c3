package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.operation.KeyRequirement;
import org.jspecify.annotations.Nullable;

/** What is signed: what Sign and Verify have in common. */
final class SignedMessages {
  static final KeyRequirement KEY = KeyRequirement.cryptographic(KeyUsage.SIGN_VERIFY);

  private SignedMessages() {}

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
  static MessageType type(SigningAlgorithm algorithm, @Nullable String wanted, byte[] message) {
    MessageType type = wanted == null ? MessageType.RAW : MessageType.valueOf(wanted);
    if (!algorithm.takes(type)) {
      throw new KmsException(
          ErrorCode.VALIDATION, "Algorithm " + algorithm + " takes no MessageType " + type + ".");
    }
    if (type != MessageType.RAW && message.length != algorithm.digestLength()) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          "Digest is invalid length for algorithm "
              + algorithm
              + ": it has "
              + message.length
              + " bytes instead of "
              + algorithm.digestLength()
              + ".");
    }
    return type;
  }
}
