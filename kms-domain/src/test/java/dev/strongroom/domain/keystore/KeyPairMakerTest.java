package dev.strongroom.domain.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.crypto.KeyPairMaterial;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.fairness.FairQueue;
import dev.strongroom.domain.name.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyPairMakerTest {
  private static final AccountId ONE = new AccountId(1);
  private static final AccountId OTHER = new AccountId(2);
  private static final Duration LONG = Duration.ofMinutes(5);

  /** Short enough to wait for, and longer than a thread takes to begin. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final SlowGenerator generator = new SlowGenerator();
  private final List<KeyPairMaker> makers = new ArrayList<>();

  /** Makes a pair of RSA with each permit, and remembers all pairs. */
  private static final class SlowGenerator {
    final Semaphore permits = new Semaphore(0);
    final List<KeySpec> begun = Collections.synchronizedList(new ArrayList<>());
    final List<KeyPairMaterial> made = Collections.synchronizedList(new ArrayList<>());
    final List<Thread> on = Collections.synchronizedList(new ArrayList<>());

    KeyPairMaterial generate(KeySpec spec) {
      on.add(Thread.currentThread());
      begun.add(spec);
      if (spec.type() == KeySpec.Type.RSA) {
        permits.acquireUninterruptibly();
      }
      KeyPairMaterial pair =
          new KeyPairMaterial(SecretBytes.takeFrom(new byte[] {1}), new byte[] {2});
      made.add(pair);
      return pair;
    }

    long open() {
      return made.stream().filter(pair -> !pair.privateKey().isClosed()).count();
    }
  }

  @AfterEach
  void endAll() {
    makers.forEach(KeyPairMaker::close);
    generator.permits.release(1_000);
  }

  private KeyPairMaker maker(int width, int places, Duration longestWait) {
    KeyPairMaker maker = new KeyPairMaker(generator::generate, width, places, longestWait);
    makers.add(maker);
    return maker;
  }

  private static CompletableFuture<KeyPairMaterial> start(
      KeyPairMaker maker, AccountId account, KeySpec spec) {
    CompletableFuture<KeyPairMaterial> result = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            result.complete(maker.make(account, spec));
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private static void awaitUntil(BooleanSupplier condition) {
    for (int i = 0; i < 60_000 && !condition.getAsBoolean(); i++) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private void awaitBegun(int generations) {
    awaitUntil(() -> generator.begun.size() == generations);
  }

  private static void awaitWaiting(KeyPairMaker maker, int calls) {
    awaitUntil(() -> maker.report().calls().waiting() == calls);
  }

  private static void awaitStocked(KeyPairMaker maker, int pairs) {
    awaitUntil(() -> maker.report().stocked() == pairs);
  }

  private static ErrorCode refusal(KeyPairMaker maker, AccountId account, KeySpec spec) {
    return catchThrowableOfType(KmsException.class, () -> maker.make(account, spec)).code();
  }

  @Test
  void whatIsCheapIsMadeOnTheCallersThreadAndNothingBeforehand() {
    KeyPairMaker maker = maker(1, 10, LONG);
    maker.make(ONE, KeySpec.ECC_NIST_P256);
    maker.make(ONE, KeySpec.ML_KEM_768);
    assertThat(generator.on).containsOnly(Thread.currentThread());
    assertThat(maker.report())
        .isEqualTo(new KeyPairMaker.Report(new FairQueue.Report(0, 0, 0, 0), 0));
  }

  @Test
  void rsaIsMadeOnADaemonThreadOfThePlatform() {
    KeyPairMaker maker = maker(1, 10, LONG);
    generator.permits.release();
    maker.make(ONE, KeySpec.RSA_2048);
    Thread thread = generator.on.getFirst();
    assertThat(thread).isNotEqualTo(Thread.currentThread());
    assertThat(thread.isVirtual()).isFalse();
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void anAccountHasOnePairMadeAtATimeAndLeavesTheOtherThreads() {
    KeyPairMaker maker = maker(2, 10, LONG);
    start(maker, ONE, KeySpec.RSA_4096);
    awaitBegun(1);
    start(maker, ONE, KeySpec.RSA_2048);
    awaitWaiting(maker, 1);
    start(maker, OTHER, KeySpec.RSA_3072);
    awaitBegun(2);
    assertThat(generator.begun).containsExactly(KeySpec.RSA_4096, KeySpec.RSA_3072);
    assertThat(maker.report().calls()).isEqualTo(new FairQueue.Report(2, 1, 0, 0));
  }

  @Test
  void accountsTakeTurns() {
    KeyPairMaker maker = maker(1, 10, LONG);
    var first = start(maker, ONE, KeySpec.RSA_4096);
    awaitBegun(1);
    start(maker, ONE, KeySpec.RSA_4096);
    awaitWaiting(maker, 1);
    start(maker, ONE, KeySpec.RSA_4096);
    awaitWaiting(maker, 2);
    start(maker, OTHER, KeySpec.RSA_2048);
    awaitWaiting(maker, 3);
    generator.permits.release(2);
    first.join();
    awaitBegun(3);
    assertThat(generator.begun.subList(1, 3)).containsExactly(KeySpec.RSA_4096, KeySpec.RSA_2048);
  }

  @Test
  void nothingIsMadeBeforehandWhileSomebodyWaits() {
    KeyPairMaker maker = maker(1, 10, LONG);
    start(maker, ONE, KeySpec.RSA_2048);
    awaitBegun(1);
    var last = start(maker, ONE, KeySpec.RSA_3072);
    awaitWaiting(maker, 1);
    generator.permits.release();
    awaitBegun(2);
    assertThat(generator.begun.getLast()).isEqualTo(KeySpec.RSA_3072);
    generator.permits.release();
    last.join();
    awaitBegun(3);
    assertThat(generator.begun.getLast()).isEqualTo(KeySpec.RSA_2048);
  }

  @Test
  void twoSmallPairsAndOneOfEachLargerSizeAreMadeBeforehandOnceAskedFor() {
    KeyPairMaker maker = maker(1, 10, LONG);
    generator.permits.release(100);
    maker.make(ONE, KeySpec.RSA_2048);
    awaitStocked(maker, 2);
    maker.make(ONE, KeySpec.RSA_4096);
    awaitStocked(maker, 3);
    maker.make(ONE, KeySpec.RSA_3072);
    awaitStocked(maker, 4);
    assertThat(Collections.frequency(generator.begun, KeySpec.RSA_2048)).isEqualTo(3);
    assertThat(Collections.frequency(generator.begun, KeySpec.RSA_3072)).isEqualTo(2);
    assertThat(Collections.frequency(generator.begun, KeySpec.RSA_4096)).isEqualTo(2);
  }

  @Test
  void aPairMadeBeforehandIsOfOneCallAndReplaced() {
    KeyPairMaker maker = maker(1, 10, LONG);
    generator.permits.release(3);
    maker.make(ONE, KeySpec.RSA_2048);
    awaitStocked(maker, 2);
    KeyPairMaterial second = maker.make(ONE, KeySpec.RSA_2048);
    KeyPairMaterial third = maker.make(ONE, KeySpec.RSA_2048);
    assertThat(generator.made).containsExactly(generator.made.getFirst(), second, third);
    assertThat(second).isNotSameAs(third);
    assertThat(generator.open()).isEqualTo(3);
    generator.permits.release(2);
    awaitStocked(maker, 2);
  }

  @Test
  void aPairWhoseCallerWaitedTooLongIsKeptForTheNext() {
    KeyPairMaker maker = maker(1, 10, SHORT);
    assertThat(refusal(maker, ONE, KeySpec.RSA_4096)).isEqualTo(ErrorCode.DEPENDENCY_TIMEOUT);
    assertThat(maker.report().calls().running()).as("still being made").isEqualTo(1);
    generator.permits.release();
    awaitStocked(maker, 1);
    assertThat(maker.make(OTHER, KeySpec.RSA_4096)).isSameAs(generator.made.getFirst());
  }

  @Test
  void aPairWhoseCallerWasInterruptedIsKeptForTheNext() throws Exception {
    KeyPairMaker maker = maker(1, 10, LONG);
    CompletableFuture<ErrorCode> code = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              code.complete(refusal(maker, ONE, KeySpec.RSA_4096));
              flag.complete(Thread.currentThread().isInterrupted());
            });
    awaitBegun(1);
    caller.interrupt();
    caller.join();
    assertThat(code.join()).isEqualTo(ErrorCode.DEPENDENCY_TIMEOUT);
    assertThat(flag.join()).isTrue();
    generator.permits.release();
    awaitStocked(maker, 1);
    assertThat(generator.open()).isEqualTo(1);
  }

  @Test
  void whoFindsAllPlacesTakenIsRefused() {
    KeyPairMaker maker = maker(1, 0, LONG);
    start(maker, ONE, KeySpec.RSA_4096);
    awaitBegun(1);
    assertThat(refusal(maker, OTHER, KeySpec.RSA_2048)).isEqualTo(ErrorCode.DEPENDENCY_TIMEOUT);
    assertThat(maker.report().calls()).isEqualTo(new FairQueue.Report(1, 0, 0, 1));
  }

  @Test
  void aFailureIsItsCallersAndTheNextIsServed() {
    List<KeySpec> asked = Collections.synchronizedList(new ArrayList<>());
    KeyPairMaker maker =
        new KeyPairMaker(
            spec -> {
              asked.add(spec);
              throw new IllegalArgumentException("broken");
            },
            1,
            10,
            LONG);
    makers.add(maker);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> maker.make(ONE, KeySpec.RSA_2048))
          .hasRootCauseMessage("broken")
          .hasMessageContaining("RSA_2048");
    }
    awaitUntil(() -> maker.report().calls().running() == 0);
  }

  @Test
  void closingZeroisesWhatNobodyTook() {
    KeyPairMaker maker = maker(1, 10, LONG);
    generator.permits.release(2);
    KeyPairMaterial taken = maker.make(ONE, KeySpec.RSA_2048);
    awaitStocked(maker, 1);
    awaitBegun(3);
    maker.close();
    assertThat(maker.report().stocked()).isZero();
    generator.permits.release();
    awaitUntil(() -> generator.made.size() == 3 && generator.open() == 1);
    assertThat(taken.privateKey().isClosed()).isFalse();
    assertThat(refusal(maker, ONE, KeySpec.RSA_2048)).isEqualTo(ErrorCode.DEPENDENCY_TIMEOUT);
  }

  @Test
  void closingServesWhomAPairIsBeingMadeForAndRefusesTheOthers() {
    KeyPairMaker maker = maker(1, 10, LONG);
    var first = start(maker, ONE, KeySpec.RSA_2048);
    awaitBegun(1);
    var second = start(maker, OTHER, KeySpec.RSA_2048);
    awaitWaiting(maker, 1);
    maker.close();
    generator.permits.release();
    assertThat(first.join().privateKey().isClosed()).isFalse();
    assertThatThrownBy(second::join).hasCauseInstanceOf(KmsException.class);
  }
}
