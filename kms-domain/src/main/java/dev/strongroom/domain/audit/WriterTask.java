package dev.strongroom.domain.audit;

import java.util.concurrent.CompletableFuture;

/** What the audit writer is asked for: to write an event, or only to look. */
sealed interface WriterTask permits Submission, WriterTask.AwaitedLook {

  /** What it adds to a batch. */
  default int bytes() {
    return 0;
  }

  /** Somebody waits for the writer's next look. */
  record AwaitedLook(CompletableFuture<Void> looked) implements WriterTask {}
}
