package dev.strongroom.domain.freshness;

/**
 * What is asked for is not in memory, and the thread must not block: to be done again on one that
 * may.
 */
public final class WouldBlockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public static final WouldBlockException INSTANCE = new WouldBlockException();

  private WouldBlockException() {
    super("would block", null, false, false);
  }
}
