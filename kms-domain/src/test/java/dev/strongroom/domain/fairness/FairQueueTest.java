package dev.strongroom.domain.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private static final AccountId NOISY = new AccountId(1);
  private static final AccountId SMALL = new AccountId(2);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<String> order = Collections.synchronizedList(new ArrayList<>());
  private final List<Thread> threads = new ArrayList<>();

  /** Holds the queue's only place until the latch opens. */
  private CountDownLatch occupy(FairQueue queue) {
    CountDownLatch end = new CountDownLatch(1);
    start(() -> queue.run(NOISY, () -> awaitQuietly(end)));
    awaitUntil(() -> queue.report().running() == 1);
    return end;
  }

  private void startWaiting(FairQueue queue, AccountId account, String name) {
    int before = queue.report().waiting();
    start(() -> queue.run(account, () -> order.add(name)));
    awaitUntil(() -> queue.report().waiting() == before + 1);
  }

  private void start(Runnable work) {
    threads.add(Thread.startVirtualThread(work));
  }

  private void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  private static void awaitUntil(java.util.function.BooleanSupplier condition) {
    for (int i = 0; i < 60_000 && !condition.getAsBoolean(); i++) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static ErrorCode codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(KmsException.class, call).code();
  }

  @Test
  void anAccountWaitsBehindAtMostOneCallOfAnother() throws Exception {
    FairQueue queue = new FairQueue(1, 1_000, LONG);
    CountDownLatch end = occupy(queue);
    for (int i = 0; i < 100; i++) {
      startWaiting(queue, NOISY, "noisy-" + i);
    }
    startWaiting(queue, SMALL, "small-0");
    startWaiting(queue, SMALL, "small-1");
    end.countDown();
    join();
    assertThat(order).hasSize(102);
    assertThat(order.subList(0, 5))
        .containsExactly("noisy-0", "small-0", "noisy-1", "small-1", "noisy-2");
    assertThat(queue.report()).isEqualTo(new FairQueue.Report(0, 0, 0, 0));
  }

  @Test
  void aQuarterIsLeftToOthersHoweverLongAnAccountsWorkTakes() throws Exception {
    FairQueue queue = new FairQueue(4, 1_000, LONG);
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 10; i++) {
      start(() -> queue.run(NOISY, () -> awaitQuietly(end)));
    }
    awaitUntil(() -> queue.report().running() == 3 && queue.report().waiting() == 7);
    assertThat(queue.run(SMALL, () -> "served")).isEqualTo("served");
    assertThat(queue.report().running()).isEqualTo(3);
    end.countDown();
    join();
    assertThat(queue.report()).isEqualTo(new FairQueue.Report(0, 0, 0, 0));
  }

  @Test
  void aTurnIsHeldUntilAnotherThreadEndsIt() throws Exception {
    FairQueue queue = new FairQueue(2, 1, 10, LONG);
    FairQueue.Turn turn = queue.turnOf(NOISY);
    startWaiting(queue, NOISY, "noisy");
    assertThat(queue.run(SMALL, () -> "served")).isEqualTo("served");
    assertThat(queue.report()).isEqualTo(new FairQueue.Report(1, 1, 0, 0));
    start(
        () -> {
          turn.close();
          turn.close();
        });
    join();
    assertThat(order).containsExactly("noisy");
    assertThat(queue.report()).isEqualTo(new FairQueue.Report(0, 0, 0, 0));
  }

  @Test
  void callsOfNobodyAreOneLineHoweverManyTheyAre() throws Exception {
    FairQueue queue = new FairQueue(1, 1_000, LONG);
    CountDownLatch end = occupy(queue);
    for (int i = 0; i < 50; i++) {
      int before = queue.report().waiting();
      start(() -> queue.runForNobody(() -> order.add("nobody")));
      awaitUntil(() -> queue.report().waiting() == before + 1);
    }
    startWaiting(queue, SMALL, "small");
    end.countDown();
    join();
    assertThat(order.indexOf("small")).isEqualTo(1);
  }

  @Test
  void whoAsksForAnothersKeysWaitsInTheOwnLine() throws Exception {
    FairQueue queue = new FairQueue(1, 1_000, LONG);
    CountDownLatch end = occupy(queue);
    for (int i = 0; i < 50; i++) {
      int before = queue.report().waiting();
      start(
          () -> Requester.run(NOISY, () -> queue.run(SMALL, () -> order.add("noisy on small's"))));
      awaitUntil(() -> queue.report().waiting() == before + 1);
    }
    startWaiting(queue, SMALL, "small");
    end.countDown();
    join();
    assertThat(order.indexOf("small")).isEqualTo(1);
  }

  @Test
  void whoWaitsTooLongIsRefusedAndLeavesNothingBehind() throws Exception {
    FairQueue queue = new FairQueue(1, 10, Duration.ofMillis(20));
    CountDownLatch end = occupy(queue);
    assertThat(codeOf(() -> queue.run(SMALL, () -> "never")))
        .isEqualTo(ErrorCode.DEPENDENCY_TIMEOUT);
    assertThat(queue.report()).isEqualTo(new FairQueue.Report(1, 0, 1, 0));
    end.countDown();
    join();
    assertThat(queue.run(SMALL, () -> "served")).isEqualTo("served");
    assertThat(queue.report().running()).isZero();
  }

  @Test
  void allWaitsOfACallTogetherHaveOneDeadline() throws Exception {
    FairQueue queue = new FairQueue(1, 10, Duration.ofMillis(20));
    CountDownLatch end = occupy(queue);
    AtomicReference<String> result = new AtomicReference<>();
    Requester.run(
        SMALL,
        () -> {
          assertThat(codeOf(() -> queue.run(SMALL, () -> ""))).isNotNull();
          // Its time is up: it is refused without another wait, unless there is nothing to wait
          // for.
          assertThat(codeOf(() -> queue.run(SMALL, () -> ""))).isNotNull();
          end.countDown();
          awaitUntil(() -> queue.report().running() == 0);
          result.set(queue.run(SMALL, () -> "served"));
        });
    join();
    assertThat(result.get()).isEqualTo("served");
  }

  @Test
  void aFullQueueRefusesTheLongestLine() throws Exception {
    FairQueue queue = new FairQueue(1, 3, LONG);
    CountDownLatch end = occupy(queue);
    startWaiting(queue, NOISY, "noisy-0");
    startWaiting(queue, NOISY, "noisy-1");
    AtomicReference<ErrorCode> newest = new AtomicReference<>();
    start(() -> newest.set(codeOf(() -> queue.run(NOISY, () -> order.add("noisy-2")))));
    awaitUntil(() -> queue.report().waiting() == 3);
    assertThat(codeOf(() -> queue.run(NOISY, () -> order.add("noisy-3"))))
        .isEqualTo(ErrorCode.DEPENDENCY_TIMEOUT);
    start(() -> queue.run(SMALL, () -> order.add("small")));
    awaitUntil(() -> queue.report().crowdedOut() == 2);
    end.countDown();
    join();
    assertThat(newest.get()).isEqualTo(ErrorCode.DEPENDENCY_TIMEOUT);
    assertThat(order).containsExactly("noisy-0", "small", "noisy-1");
  }

  @Test
  void aPlaceIsGivenBackWhenTheWorkThrows() {
    FairQueue queue = new FairQueue(1, 0, LONG);
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(
              () ->
                  queue.run(
                      SMALL,
                      () -> {
                        throw new IllegalArgumentException("broken");
                      }))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(queue.report()).isEqualTo(new FairQueue.Report(0, 0, 0, 0));
  }

  @Test
  void anInterruptedThreadLeavesItsLine() throws Exception {
    FairQueue queue = new FairQueue(1, 10, LONG);
    CountDownLatch end = occupy(queue);
    AtomicReference<ErrorCode> code = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              code.set(codeOf(() -> queue.run(SMALL, () -> "")));
              flag.set(Thread.currentThread().isInterrupted());
            });
    awaitUntil(() -> queue.report().waiting() == 1);
    waiting.interrupt();
    waiting.join();
    end.countDown();
    join();
    assertThat(code.get()).isEqualTo(ErrorCode.DEPENDENCY_TIMEOUT);
    assertThat(flag.get()).isTrue();
    assertThat(queue.report().running()).isZero();
    assertThat(queue.report().waiting()).isZero();
  }

  @Test
  void noPlaceIsLostUnderInterruptsAndDeadlines() throws Exception {
    FairQueue queue = new FairQueue(3, 50, Duration.ofMillis(2));
    for (int i = 0; i < 400; i++) {
      AccountId account = new AccountId(i % 7);
      start(
          () -> {
            try {
              queue.run(
                  account,
                  () -> {
                    Thread.yield();
                    return order.add("served");
                  });
            } catch (KmsException refused) {
              order.add("refused");
            }
          });
      if (i % 5 == 0) {
        threads.get(i / 2).interrupt();
      }
    }
    join();
    assertThat(order).hasSize(400).contains("served");
    assertThat(queue.report().running()).isZero();
    assertThat(queue.report().waiting()).isZero();
  }
}
