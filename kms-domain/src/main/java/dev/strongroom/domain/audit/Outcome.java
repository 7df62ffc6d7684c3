package dev.strongroom.domain.audit;

/**
 * What became of a submitted event: exactly one of the three is called, on the writer's thread, and
 * must not block.
 */
public interface Outcome {

  /** The event is committed, and nothing that its call used had changed. */
  void committed();

  /**
   * Something that the call used has changed: nothing was written, and the call must be decided
   * again.
   */
  void stale();

  /** The event could not be committed: nothing of the call's result may be released. */
  void failed(Exception cause);
}
