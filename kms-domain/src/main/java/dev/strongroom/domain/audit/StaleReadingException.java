package dev.strongroom.domain.audit;

/** Something that a change was decided on has changed itself: the change is to be decided again. */
public final class StaleReadingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleReadingException() {
    super("stale", null, false, false);
  }
}
