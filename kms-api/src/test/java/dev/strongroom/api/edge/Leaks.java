package dev.strongroom.api.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects the buffers that Netty finds leaked. Installed before the first buffer is made. */
final class Leaks {
  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int ATTEMPTS = 200;

  private Leaks() {}

  static void install() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(
        new ResourceLeakDetectorFactory() {
          @Override
          @SuppressWarnings("deprecation") // abstract, so there is no other to override
          public <T> ResourceLeakDetector<T> newResourceLeakDetector(
              Class<T> resource, int samplingInterval, long maxActive) {
            return new Detector<>(resource, samplingInterval);
          }
        });
  }

  /**
   * Leaks one buffer on purpose and collects garbage until it is found; what was leaked before it
   * has been found by then too.
   *
   * @return how many were found, the one on purpose included
   */
  static int found() {
    leakOne();
    for (int i = 0; i < ATTEMPTS && FOUND.isEmpty(); i++) {
      System.gc();
      PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
    }
    int count = FOUND.size();
    FOUND.clear();
    return count;
  }

  private static void leakOne() {
    ByteBuf forgotten = PooledByteBufAllocator.DEFAULT.directBuffer(16);
    // A leak of the same history would not be reported again.
    forgotten.touch("on purpose, number " + NUMBER.incrementAndGet());
  }

  @SuppressWarnings("deprecation") // the only way to a detector of one's own
  private static final class Detector<T> extends ResourceLeakDetector<T> {
    Detector(Class<?> resource, int samplingInterval) {
      super(resource, samplingInterval);
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
      FOUND.add(resourceType + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
      FOUND.add(resourceType);
    }
  }
}
