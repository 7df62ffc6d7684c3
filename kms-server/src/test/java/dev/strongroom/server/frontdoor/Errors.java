package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a call was answered with when it was refused. */
final class Errors {
  private Errors() {}

  /** The error code, such as {@code NotFoundException}; fails when the call succeeds. */
  static String codeOf(ThrowingCallable call) {
    return errorOf(call).awsErrorDetails().errorCode();
  }

  /** The whole error. */
  static AwsServiceException errorOf(ThrowingCallable call) {
    AwsServiceException error = catchThrowableOfType(AwsServiceException.class, call);
    if (error == null) {
      throw new AssertionError("the call was not refused");
    }
    return error;
  }
}
