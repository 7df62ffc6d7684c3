package dev.strongroom.domain.crypto;

/**
 * A peer's public key cannot be used: malformed, of another curve, or no point of it. There is no
 * stack trace, because whoever sends garbage decides how often.
 */
public final class InvalidPublicKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidPublicKeyException(String message) {
    super(message, null, false, false);
  }
}
