package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what the API has and this service has not: never ignored, because the caller relies on
 * it.
 */
final class NotBuilt {
  private NotBuilt() {}

  static KmsException unsupported(String what) {
    return new KmsException(ErrorCode.UNSUPPORTED, what + " is not supported.");
  }

  /** Ignoring a recipient would hand the plaintext to a caller who asked for the opposite. */
  static void refuseRecipient(@Nullable RecipientInfo recipient) {
    if (recipient != null) {
      throw unsupported("Recipient");
    }
  }

  /** There are no grants, so no token names one. */
  static void refuseGrantTokens(@Nullable List<String> tokens) {
    if (tokens != null && !tokens.isEmpty()) {
      throw new KmsException(ErrorCode.INVALID_GRANT_TOKEN, "Invalid grant token.");
    }
  }
}
