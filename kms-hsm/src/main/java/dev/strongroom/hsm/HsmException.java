package dev.strongroom.hsm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong with the HSM, one type per thing that a caller or an operator does
 * about it. Messages say what to do and hold no secrets.
 */
public abstract sealed class HsmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private HsmException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The PKCS#11 module cannot be loaded. */
  public static final class ModuleMissing extends HsmException {
    private static final long serialVersionUID = 1L;

    public ModuleMissing(Path module, Throwable cause) {
      super(
          "The PKCS#11 module "
              + module
              + " cannot be used: "
              + cause.getMessage()
              + ". Set strongroom.hsm.module to the maker's library (SoftHSM: libsofthsm2.so).",
          cause);
    }
  }

  /** No token of that label is there (any more). */
  public static final class TokenMissing extends HsmException {
    private static final long serialVersionUID = 1L;

    public TokenMissing(String label) {
      super(
          "There is no token labelled \""
              + label
              + "\" in any slot. Check strongroom.hsm.token-label and that the HSM is connected;"
              + " a token that another process has made is seen after a restart.",
          null);
    }
  }

  /** More than one token has that label, or one of that label is there already. */
  public static final class TokenAmbiguous extends HsmException {
    private static final long serialVersionUID = 1L;

    public TokenAmbiguous(String label, String problem) {
      super("The token label \"" + label + "\" is not unique: " + problem, null);
    }
  }

  /** The PIN file is missing, readable by others, empty or too long. */
  public static final class PinFileRefused extends HsmException {
    private static final long serialVersionUID = 1L;

    public PinFileRefused(Path file, String problem, @Nullable Throwable cause) {
      super(
          "The PIN file "
              + file
              + " is refused: "
              + problem
              + ". It must hold the user PIN and have mode 0600 or 0400.",
          cause);
    }
  }

  /** The token refused the PIN, now or when a replica tried it before. */
  public static final class PinIncorrect extends HsmException {
    private static final long serialVersionUID = 1L;

    public PinIncorrect(String label, boolean latched) {
      super(
          "The PIN of token \""
              + label
              + (latched ? "\" was refused before and is not tried again" : "\" is refused")
              + ". Correct the PIN file; until its content changes no replica tries it again,"
              + " because a token locks itself after a few wrong PINs.",
          null);
    }
  }

  /** The token takes no PIN any more. */
  public static final class PinLocked extends HsmException {
    private static final long serialVersionUID = 1L;

    public PinLocked(String label) {
      super(
          "The user PIN of token \""
              + label
              + "\" is locked. Its security officer has to set a new one, which then goes into the"
              + " PIN file.",
          null);
    }
  }

  /** The token has no key with this id. */
  public static final class KeyMissing extends HsmException {
    private static final long serialVersionUID = 1L;
    private final RootKeyId id;

    public KeyMissing(RootKeyId id) {
      super(
          "Root key "
              + id
              + " is not in the token. Restore the token that holds it; nothing that it wraps can"
              + " be opened without it.",
          null);
      this.id = id;
    }

    /** The key that was looked for. */
    public RootKeyId id() {
      return id;
    }
  }

  /** The token has several keys with this id. */
  public static final class KeyAmbiguous extends HsmException {
    private static final long serialVersionUID = 1L;
    private final RootKeyId id;

    public KeyAmbiguous(RootKeyId id, int objects) {
      super(
          "Root key "
              + id
              + " stands for "
              + objects
              + " objects in the token. Find out who made the others before any is removed.",
          null);
      this.id = id;
    }

    /** The key that was looked for. */
    public RootKeyId id() {
      return id;
    }
  }

  /** The key's attributes or its check value are not those of the key that was made. */
  public static final class KeyUntrusted extends HsmException {
    private static final long serialVersionUID = 1L;
    private final RootKeyId id;

    public KeyUntrusted(RootKeyId id, String problem) {
      super("Root key " + id + " is refused: " + problem, null);
      this.id = id;
    }

    /** The key that is refused. */
    public RootKeyId id() {
      return id;
    }
  }

  /** A data object of that label is there several times, or with another value. */
  public static final class DataConflict extends HsmException {
    private static final long serialVersionUID = 1L;

    public DataConflict(String label, String problem) {
      super("The token's data object \"" + label + "\" is refused: " + problem, null);
    }
  }

  /** What was to be opened, or its additional data, is not what was sealed under this key. */
  public static final class NotAuthentic extends HsmException {
    private static final long serialVersionUID = 1L;

    public NotAuthentic(RootKeyId id) {
      super(
          "The blob was not sealed by root key "
              + id
              + " with this additional data, or it was altered since.",
          null);
    }
  }

  /** No session became free in time. */
  public static final class Busy extends HsmException {
    private static final long serialVersionUID = 1L;

    public Busy(String problem, @Nullable Throwable cause) {
      super(problem, cause);
    }
  }

  /** Token, session or login are lost and one attempt to get them back failed. */
  public static final class Unavailable extends HsmException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String problem, @Nullable Throwable cause) {
      super(problem, cause);
    }
  }

  /** The token refused a function for another reason. */
  public static final class Failed extends HsmException {
    private static final long serialVersionUID = 1L;
    private final long code;
    private final String function;

    public Failed(long code, String function, Throwable cause) {
      super(
          "The token refused: "
              + cause.getMessage()
              + ". Look the code up in the maker's manual and in the HSM's log.",
          cause);
      this.code = code;
      this.function = function;
    }

    /** The {@code CK_RV}. */
    public long code() {
      return code;
    }

    /** The function's name, for example {@code C_GenerateKey}. */
    public String function() {
      return function;
    }
  }
}
