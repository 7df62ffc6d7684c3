package dev.strongroom.domain.crypto;

/**
 * A ciphertext or token that this key, in this context, did not make: altered, truncated, foreign,
 * or opened with another context. Which of these is not told apart, so that nothing can be learnt
 * from it; it is cheap to throw, because whoever sends garbage decides how often.
 */
public final class NotAuthenticException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An exception without a stack trace. */
  public NotAuthenticException() {
    super("not authentic", null, false, false);
  }
}
