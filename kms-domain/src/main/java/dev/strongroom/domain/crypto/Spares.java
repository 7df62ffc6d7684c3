package dev.strongroom.domain.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JCA objects for the next caller, because looking one up costs about as much as using it.
 * One slot per stripe of threads: whoever takes an object has it alone, and an empty slot means a
 * new one. (Thread locals would give every virtual thread its own.)
 */
final class Spares<T> {
  private final AtomicReferenceArray<@Nullable T> slots;
  private final int mask;
  private final Supplier<T> maker;

  Spares(Supplier<T> maker) {
    int stripes = Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 8);
    this.slots = new AtomicReferenceArray<>(stripes);
    this.mask = stripes - 1;
    this.maker = maker;
  }

  T take() {
    T spare = slots.getAndSet(slot(), null);
    return spare != null ? spare : maker.get();
  }

  /** Only for an object that is in its first state again: after a failure, drop it instead. */
  void giveBack(T used) {
    slots.setRelease(slot(), used);
  }

  private int slot() {
    return (int) Thread.currentThread().threadId() & mask;
  }
}
