package dev.strongroom.domain.error;

/**
 * An error that the caller receives, with the API's own code. The message is shown to the caller.
 */
public final class KmsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** A refusal; it has no stack trace, because it is an answer and not a defect. */
  public KmsException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** A failure of ours with what caused it; the cause is logged, never shown. */
  public KmsException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
