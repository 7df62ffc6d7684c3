package dev.strongroom.domain.operation;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * While it is open, what its thread logs carries the id of a call. It is closed by the thread that
 * opened it, which then carries what it carried before, so that no thread keeps a call's id.
 */
public final class LoggedCall implements AutoCloseable {
  /** The field of log lines that has the id, as the Elastic Common Schema names it. */
  public static final String FIELD = "http.request.id";

  private final @Nullable String before;

  private LoggedCall(String requestId) {
    before = MDC.get(FIELD);
    MDC.put(FIELD, requestId);
  }

  /** Work for a call begins on this thread. */
  public static LoggedCall of(String requestId) {
    return new LoggedCall(requestId);
  }

  /** Work for a call that another thread will do. */
  public static Runnable carrying(String requestId, Runnable work) {
    return () -> {
      try (var _ = of(requestId)) {
        work.run();
      }
    };
  }

  @Override
  public void close() {
    if (before == null) {
      MDC.remove(FIELD);
    } else {
      MDC.put(FIELD, before);
    }
  }
}
