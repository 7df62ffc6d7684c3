package dev.strongroom.api.edge;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands answers to one event loop. The audit writer completes a whole batch of calls at once, so
 * the loop is woken once for all of them and not once for each.
 */
final class AnswerQueue {
  private final EventLoop loop;
  private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  AnswerQueue(EventLoop loop) {
    this.loop = loop;
  }

  /** An answer on its way to the loop. */
  interface Pending {
    /** On the loop. */
    void write();

    /** When there is no loop any more. */
    void discard();
  }

  void add(Pending answer) {
    pending.add(answer);
    if (scheduled.compareAndSet(false, true)) {
      try {
        loop.execute(this::drain);
      } catch (RejectedExecutionException stopped) {
        discardAll();
      }
    }
  }

  private void drain() {
    // Cleared first: whoever adds from now on schedules again, so nothing is left lying.
    scheduled.set(false);
    for (Pending next = pending.poll(); next != null; next = pending.poll()) {
      next.write();
    }
  }

  private void discardAll() {
    scheduled.set(false);
    for (Pending next = pending.poll(); next != null; next = pending.poll()) {
      next.discard();
    }
  }
}
