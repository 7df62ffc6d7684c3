package dev.strongroom.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops, in the reverse order of their start, what makes up a server: each part may rely until its
 * end on those that were there before it. A part that arrives when the stop has begun (Ctrl-C while
 * starting) is closed at once.
 */
public final class CleanStop {
  private static final Logger LOG = LoggerFactory.getLogger(CleanStop.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean stopping;
  private boolean clean = true;

  /** Adds a part that has just started. */
  public synchronized <T extends AutoCloseable> T add(T part) {
    if (stopping) {
      close(part);
      throw new IllegalStateException("the server is stopping");
    }
    parts.push(part);
    return part;
  }

  public synchronized boolean isStopping() {
    return stopping;
  }

  /**
   * Stops everything, once.
   *
   * @return whether every part stopped as it should
   */
  public synchronized boolean run() {
    stopping = true;
    while (!parts.isEmpty()) {
      close(parts.pop());
    }
    stopped.countDown();
    return clean;
  }

  /** Waits until somebody else has stopped everything. */
  public void await() throws InterruptedException {
    stopped.await();
  }

  /** One part's failure keeps no other from being stopped. */
  private void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      clean = false;
      LOG.error("stopping failed", e);
    }
  }
}
