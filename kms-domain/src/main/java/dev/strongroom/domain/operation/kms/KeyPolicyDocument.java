package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.policy.DefaultKeyPolicy;
import java.nio.charset.StandardCharsets;

/** What requests say of key policies: their names, and which documents are accepted. */
final class KeyPolicyDocument {
  /** The name of the policy that a key's administrators manage. */
  static final String DEFAULT_NAME = "default";

  /** The name of the policy that a resource access manager would write. */
  static final String SHARING_NAME = "AWS_RAM";

  // "Resource quotas" of the developer guide; the API model takes four times as much.
  private static final int MOST_BYTES = 32_768;

  private KeyPolicyDocument() {}

  /**
   * The document, when a key can have it.
   *
   * @throws KmsException LimitExceededException for one that is too long,
   *     MalformedPolicyDocumentException for what is no JSON object, UnsupportedOperationException
   *     for a policy other than the default one
   */
  static String accepted(String given, AccountId account) {
    if (given.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new KmsException(
          ErrorCode.LIMIT_EXCEEDED, "A key policy can have at most " + MOST_BYTES + " bytes.");
    }
    if (!DefaultKeyPolicy.isJsonObject(given)) {
      throw new KmsException(
          ErrorCode.MALFORMED_POLICY, "The policy is not a JSON object without duplicate members.");
    }
    if (!DefaultKeyPolicy.isDefault(given, account)) {
      throw new KmsException(
          ErrorCode.UNSUPPORTED,
          "A policy other than the default one is not supported yet: give the one that GetKeyPolicy"
              + " shows, or none.");
    }
    return given;
  }

  /** The refusal of a policy name that the key has not. */
  static KmsException noSuchPolicy() {
    return new KmsException(ErrorCode.NOT_FOUND, "No such policy exists");
  }
}
