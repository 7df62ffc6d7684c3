package dev.strongroom.domain.keystore;

/** The token does not answer now; the call can be repeated. */
public final class TokenUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TokenUnavailableException(Throwable cause) {
    super("The token is not available.", cause);
  }
}
