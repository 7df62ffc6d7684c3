package dev.strongroom.api.sigv4;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;

/** The refusals of authentication, worded as AWS words them, and never with what was sent. */
public final class Refusal {
  private Refusal() {}

  static KmsException missing() {
    return new KmsException(
        ErrorCode.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token");
  }

  static KmsException incomplete(String message) {
    return new KmsException(ErrorCode.INCOMPLETE_SIGNATURE, message);
  }

  static KmsException invalid(String message) {
    return new KmsException(ErrorCode.INVALID_SIGNATURE, message);
  }

  /** The key is known and the signature is wrong. */
  public static KmsException mismatch() {
    return invalid(
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.");
  }

  /** The key is unknown, inactive or of no session, whatever the signature. */
  public static KmsException unknownKey() {
    return new KmsException(
        ErrorCode.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
  }
}
