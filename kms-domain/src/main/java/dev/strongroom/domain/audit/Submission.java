package dev.strongroom.domain.audit;

import dev.strongroom.domain.freshness.Dependency;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * An event that waits for the writer, with what its call used and who waits for the outcome.
 *
 * @param failure gives the event that says, under the same id, that the call failed
 * @param submittedAt when it began to wait, by {@link System#nanoTime}
 */
record Submission(
    AuditEvent event,
    Supplier<AuditEvent> failure,
    Collection<Dependency> dependencies,
    Outcome outcome,
    long submittedAt)
    implements WriterTask {

  @Override
  public int bytes() {
    return event.record().length + event.decision().length;
  }

  boolean isStale() {
    for (Dependency dependency : dependencies) {
      if (dependency.isStale()) {
        return true;
      }
    }
    return false;
  }
}
