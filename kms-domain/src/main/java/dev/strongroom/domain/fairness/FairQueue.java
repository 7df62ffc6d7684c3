package dev.strongroom.domain.fairness;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.AccountId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a bounded number of threads at a time into what is scarce: connections of the database,
 * sessions of the token. The others wait in lines, one per account and one for calls that no
 * account is known of yet; the lines take turns, so that an account waits behind at most one call
 * of each other account. Who has waited too long is refused, and when all places are taken, the
 * longest line loses its newest.
 */
public final class FairQueue {
  private static final Object NOBODY = new Object();

  private final int width;
  private final int places;
  private final long longestWait;
  // In the order of their turns; a line is here only while somebody waits in it.
  private final LinkedHashMap<Object, Deque<Waiter>> lines = new LinkedHashMap<>();
  // How many of a line run; without an entry for none.
  private final Map<Object, Integer> runningOf = new HashMap<>();
  private int running;
  private int waiting;
  private long late;
  private long crowdedOut;

  private enum State {
    WAITING,
    ADMITTED,
    REFUSED
  }

  private static final class Waiter {
    final CountDownLatch settled = new CountDownLatch(1);
    State state = State.WAITING;

    void settle(State outcome) {
      state = outcome;
      settled.countDown();
    }
  }

  /**
   * What the queue is doing, and what it has refused so far.
   *
   * @param late refused because their deadline came
   * @param crowdedOut refused because all places were taken
   */
  public record Report(int running, int waiting, long late, long crowdedOut) {}

  /**
   * @param width how many run at a time
   * @param places how many may wait
   * @param longestWait how long a call waits, in all its waits together
   */
  public FairQueue(int width, int places, Duration longestWait) {
    if (width < 1 || places < 0 || longestWait.isNegative()) {
      throw new IllegalArgumentException("a queue lets somebody in");
    }
    this.width = width;
    this.places = places;
    this.longestWait = longestWait.toNanos();
  }

  /**
   * Runs the work in its turn: in the line of whom the thread works for ({@link Requester}), else
   * in that of the account. Work must not enter the same queue again.
   *
   * @throws KmsException DependencyTimeoutException when its turn did not come in time
   */
  public <T> T run(AccountId account, Supplier<T> work) {
    return runIn(account, work);
  }

  /** The same where no account is known yet: all such calls together are one line. */
  public <T> T runForNobody(Supplier<T> work) {
    return runIn(NOBODY, work);
  }

  private <T> T runIn(Object line, Supplier<T> work) {
    Requester requester = Requester.current();
    Object own = requester == null ? line : requester.account();
    enter(own, (requester == null ? System.nanoTime() : requester.since()) + longestWait);
    try {
      return work.get();
    } finally {
      leave(own);
    }
  }

  private void enter(Object line, long deadline) {
    Waiter waiter;
    synchronized (lines) {
      if (running < width && runningOf.getOrDefault(line, 0) < mostOfALine()) {
        admitted(line);
        return;
      }
      if (waiting >= places && !crowdOut(line)) {
        crowdedOut++;
        throw refused();
      }
      waiter = new Waiter();
      lines.computeIfAbsent(line, same -> new ArrayDeque<>()).addLast(waiter);
      waiting++;
    }
    await(line, waiter, deadline);
  }

  /** Makes a place by refusing the newest of the longest line; false when that is the own line. */
  private boolean crowdOut(Object line) {
    Map.Entry<Object, Deque<Waiter>> longest =
        lines.entrySet().stream()
            .max(Comparator.comparingInt(entry -> entry.getValue().size()))
            .orElse(null);
    Deque<Waiter> own = lines.get(line);
    int ownLength = own == null ? 0 : own.size();
    if (longest == null || ownLength + 1 >= longest.getValue().size()) {
      return false;
    }
    Waiter newest = longest.getValue().removeLast();
    waiting--;
    crowdedOut++;
    newest.settle(State.REFUSED);
    return true;
  }

  private void await(Object line, Waiter waiter, long deadline) {
    boolean interrupted = false;
    try {
      var _ = waiter.settled.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupted = true;
    }
    synchronized (lines) {
      if (waiter.state == State.WAITING) {
        giveUp(line, waiter);
        throw refused();
      }
      if (waiter.state == State.REFUSED) {
        throw refused();
      }
    }
    if (interrupted) {
      // Its turn had come just then: it goes to the next.
      leave(line);
      throw refused();
    }
  }

  private void giveUp(Object line, Waiter waiter) {
    Deque<Waiter> own = lines.get(line);
    if (own != null && own.remove(waiter)) {
      waiting--;
      late++;
      if (own.isEmpty()) {
        lines.remove(line);
      }
    }
  }

  /**
   * What one line may have running: a quarter is left to others, however long its work takes, work
   * that waits for itself (locked rows, say) included.
   */
  private int mostOfALine() {
    return width - width / 4;
  }

  private void admitted(Object line) {
    running++;
    runningOf.merge(line, 1, Integer::sum);
  }

  private void leave(Object line) {
    synchronized (lines) {
      running--;
      runningOf.computeIfPresent(line, (same, count) -> count == 1 ? null : count - 1);
      Object turn = nextLine();
      if (turn != null) {
        Deque<Waiter> waiters = Objects.requireNonNull(lines.remove(turn));
        Waiter first = waiters.removeFirst();
        if (!waiters.isEmpty()) {
          // It then waits until all others had their turn.
          lines.putLast(turn, waiters);
        }
        waiting--;
        admitted(turn);
        first.settle(State.ADMITTED);
      }
    }
  }

  /** The line whose turn it is, among those that may have more running. */
  private @Nullable Object nextLine() {
    for (Object line : lines.keySet()) {
      if (runningOf.getOrDefault(line, 0) < mostOfALine()) {
        return line;
      }
    }
    return null;
  }

  /** What is going on. */
  public Report report() {
    synchronized (lines) {
      return new Report(running, waiting, late, crowdedOut);
    }
  }

  private static KmsException refused() {
    return new KmsException(
        ErrorCode.DEPENDENCY_TIMEOUT,
        "The system timed out while trying to fulfill the request. You can retry the request.");
  }
}
