package dev.strongroom.hsm.pkcs11;

/** The module's file cannot be loaded, is no PKCS#11 module, or is in use with other settings. */
public final class ModuleLoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ModuleLoadException(String message) {
    super(message);
  }

  ModuleLoadException(String message, Throwable cause) {
    super(message, cause);
  }
}
