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
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final int mostOfALine;
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

  /** The right to run, held until it is closed, by whichever thread. Idempotent. */
  public final class Turn implements AutoCloseable {
    private final Object line;
    private final long deadline;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Turn(Object line, long deadline) {
      this.line = line;
      this.deadline = deadline;
    }

    /**
     * The nanoseconds that the call may still wait for something else; negative when it is late.
     */
    public long nanosLeft() {
      return deadline - System.nanoTime();
    }

    @Override
    public void close() {
      if (ended.compareAndSet(false, true)) {
        leave(line);
      }
    }
  }

  /**
   * A queue that leaves a quarter to others, however long the work of one line takes, work that
   * waits for itself (locked rows, say) included.
   *
   * @param width how many run at a time
   * @param places how many may wait
   * @param longestWait how long a call waits, in all its waits together
   */
  public FairQueue(int width, int places, Duration longestWait) {
    this(width, width - width / 4, places, longestWait);
  }

  /**
   * @param width how many run at a time
   * @param mostOfALine how many of one line run at a time
   * @param places how many may wait
   * @param longestWait how long a call waits, in all its waits together
   */
  public FairQueue(int width, int mostOfALine, int places, Duration longestWait) {
    if (width < 1 || mostOfALine < 1 || places < 0 || longestWait.isNegative()) {
      throw new IllegalArgumentException("a queue lets somebody in");
    }
    this.width = width;
    this.mostOfALine = mostOfALine;
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

  /**
   * Waits for the turn of work that another thread ends, in the line that {@link #run} would take.
   *
   * @throws KmsException DependencyTimeoutException when its turn did not come in time
   */
  public Turn turnOf(AccountId account) {
    return turnIn(account);
  }

  private <T> T runIn(Object line, Supplier<T> work) {
    try (Turn _ = turnIn(line)) {
      return work.get();
    }
  }

  private Turn turnIn(Object line) {
    Requester requester = Requester.current();
    Object own = requester == null ? line : requester.account();
    long since = requester == null ? System.nanoTime() : requester.since();
    Turn turn = new Turn(own, since + longestWait);
    enter(own, turn.deadline);
    return turn;
  }

  private void enter(Object line, long deadline) {
    Waiter waiter;
    synchronized (lines) {
      if (running < width && runningOf.getOrDefault(line, 0) < mostOfALine) {
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
      if (runningOf.getOrDefault(line, 0) < mostOfALine) {
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

  /** The refusal of a call that has waited too long. */
  public static KmsException refused() {
    return new KmsException(
        ErrorCode.DEPENDENCY_TIMEOUT,
        "The system timed out while trying to fulfill the request. You can retry the request.");
  }
}
