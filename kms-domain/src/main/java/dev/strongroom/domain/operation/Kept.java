package dev.strongroom.domain.operation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt at a call has made at some cost and nobody has seen: the next attempt uses it
 * instead of making another. Attempts follow each other, on whatever threads.
 */
final class Kept implements AutoCloseable {
  private @Nullable AutoCloseable value;

  synchronized <T extends AutoCloseable> T once(Class<T> type, Supplier<T> maker) {
    if (value == null) {
      T made = maker.get();
      value = made;
      return made;
    }
    return type.cast(value);
  }

  @Override
  public synchronized void close() {
    if (value == null) {
      return;
    }
    try {
      value.close();
    } catch (Exception e) {
      throw new IllegalStateException("what a call had kept was not closed", e);
    }
    value = null;
  }
}
