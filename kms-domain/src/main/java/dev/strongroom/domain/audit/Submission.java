package dev.strongroom.domain.audit;

import dev.strongroom.domain.freshness.Dependency;
import java.util.Collection;

/** An event that waits for the writer, with what its call used and who waits for the outcome. */
record Submission(AuditEvent event, Collection<Dependency> dependencies, Outcome outcome)
    implements WriterTask {

  boolean isStale() {
    for (Dependency dependency : dependencies) {
      if (dependency.isStale()) {
        return true;
      }
    }
    return false;
  }
}
