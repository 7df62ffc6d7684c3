package dev.strongroom.server.failure;

import org.jspecify.annotations.Nullable;

/**
 * The server cannot start, or a command cannot be carried out, for a reason that its operator can
 * do something about. Both texts are shown to the operator, so they never hold a secret.
 */
public final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param cause what is wrong, as one sentence that names the file, port or role concerned
   * @param remedy what to do about it
   */
  public StartFailure(String cause, String remedy) {
    this(cause, remedy, null);
  }

  /**
   * @param source the exception behind it, which goes to the log file and not to the terminal
   */
  public StartFailure(String cause, String remedy, @Nullable Throwable source) {
    super(cause, source);
    this.remedy = remedy;
  }

  /** What is wrong. */
  public String cause() {
    return String.valueOf(getMessage());
  }

  /** What the operator can do. */
  public String remedy() {
    return remedy;
  }
}
