package dev.strongroom.domain.crypto;

/**
 * Bytes that are no ciphertext of a version that this program knows. The message names the rule and
 * never the bytes; there is no stack trace, because whoever sends garbage decides how often.
 */
public final class MalformedCiphertextException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedCiphertextException(String message) {
    super(message, null, false, false);
  }
}
