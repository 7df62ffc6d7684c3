package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls Encrypt at a fixed rate, with keys in turn, whether or not earlier calls have been
 * answered.
 */
final class OpenLoop implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  // Goes on over the turns, so that each meets keys that have left memory since.
  private static final AtomicInteger POSITION = new AtomicInteger();

  private final FrontDoor.TestAccount account;
  private final List<String> keys;
  private final long interval;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();
  private final List<Thread> threads;
  private volatile boolean closed;

  OpenLoop(FrontDoor.TestAccount account, List<String> keys, int rate) {
    this.account = account;
    this.keys = keys;
    this.interval = 1_000_000_000L / rate;
    int connections = keys.isEmpty() ? 0 : CONNECTIONS;
    long start = System.nanoTime();
    threads =
        java.util.stream.IntStream.range(0, connections)
            .mapToObj(n -> Thread.startVirtualThread(() -> run(start)))
            .toList();
  }

  static byte[] encrypt(FrontDoor.TestAccount account, String key) {
    return KeptConnection.signed(
        account, "TrentService.Encrypt", "{\"KeyId\":\"" + key + "\",\"Plaintext\":\"c2VjcmV0\"}");
  }

  private void run(long start) {
    try (KeptConnection connection = new KeptConnection(account.endpoint())) {
      while (true) {
        int number = sent.getAndIncrement();
        byte[] call = encrypt(account, keys.get(POSITION.getAndIncrement() % keys.size()));
        long due = start + number * interval;
        while (System.nanoTime() < due && !closed) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        if (closed) {
          sent.getAndDecrement();
          return;
        }
        if (connection.call(call) == 200) {
          served.getAndIncrement();
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Ends the loop and holds that nobody was refused, so that the rate was what it should be. */
  void requireAllServed() {
    close();
    assertThat(served.get()).isEqualTo(sent.get());
  }

  @Override
  public void close() {
    closed = true;
    threads.forEach(NoisyNeighbourTest::join);
  }
}
