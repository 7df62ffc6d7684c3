package dev.strongroom.domain.operation;

import dev.strongroom.domain.name.Excerpt;
import java.sql.SQLException;
import java.util.Objects;

/** An exception in one line, for the log: the kind and the message of what lies behind it. */
final class RootCause {
  private static final int LONGEST = 300;

  private RootCause() {}

  /**
   * The innermost exception of the database, which says where it was looked for; else the innermost
   * of all. Of the message only the first line: what follows in one of PostgreSQL's are details,
   * which can repeat data.
   */
  static String of(Throwable failure) {
    Throwable innermost = failure;
    Throwable told = failure;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
      if (innermost instanceof SQLException || !(told instanceof SQLException)) {
        told = innermost;
      }
    }
    String message = Objects.requireNonNullElse(told.getMessage(), "no message");
    String line = message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
    return told.getClass().getSimpleName() + ": " + Excerpt.of(line, LONGEST);
  }
}
