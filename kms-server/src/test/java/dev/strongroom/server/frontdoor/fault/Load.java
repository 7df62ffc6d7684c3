package dev.strongroom.server.frontdoor.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Some applications at work at once. */
final class Load implements AutoCloseable {
  static final int CLIENTS = 8;

  private final AtomicBoolean stop = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  /** Starts them, each with an SDK client of its own. */
  static Load start(Clients clients, Set<String> tolerated) {
    Load load = new Load();
    for (int i = 0; i < CLIENTS; i++) {
      LoadClient client = new LoadClient(clients.patient(), clients.ledger(), tolerated, load.stop);
      load.threads.add(Thread.startVirtualThread(client));
    }
    return load;
  }

  /** Lets each finish the call that it is in. */
  @Override
  public void close() throws InterruptedException {
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
