package dev.strongroom.server.command;

/** The running server refused what a command asked for; it has recorded that itself. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param code the error's code, such as {@code ValidationException}
   * @param reason the server's sentence for whoever asked
   */
  Refused(String code, String reason) {
    super(code + ": " + reason);
    this.reason = reason;
  }

  /** Why, as one sentence. */
  String reason() {
    return reason;
  }
}
