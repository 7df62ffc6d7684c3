package dev.strongroom.domain.keystore;

/** A ciphertext names material that its key does not have. */
public final class UnknownMaterialException extends Exception {
  private static final long serialVersionUID = 1L;

  UnknownMaterialException() {
    super("unknown material", null, false, false);
  }
}
