package dev.strongroom.domain.keystore;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.crypto.KeyPairMaterial;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.fairness.FairQueue;
import dev.strongroom.domain.name.AccountId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes key pairs. One of RSA takes up to seconds of CPU, so that it is made on one of a few
 * threads for that, which leave half the processors to all other calls; accounts take turns, each
 * with one pair at a time. While nobody waits, a few RSA pairs are made beforehand, of the sizes
 * that have been asked for; they are in memory only.
 */
public final class KeyPairMaker implements KeyPairSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyPairMaker.class);
  private static final int PLACES = 1_000;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Function<KeySpec, KeyPairMaterial> generator;
  private final int width;
  private final FairQueue queue;
  private final ExecutorService threads;
  private final KeyPairStock stock = new KeyPairStock();
  private final AtomicBoolean stocking = new AtomicBoolean();

  /**
   * What is going on.
   *
   * @param calls those that need a pair of RSA made, also one whose caller has gone since
   * @param stocked the pairs that are there beforehand
   */
  public record Report(FairQueue.Report calls, int stocked) {}

  /**
   * @param generator makes a new pair of an asymmetric spec
   */
  public KeyPairMaker(Function<KeySpec, KeyPairMaterial> generator) {
    this(
        generator,
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
        PLACES,
        LONGEST_WAIT);
  }

  KeyPairMaker(
      Function<KeySpec, KeyPairMaterial> generator, int width, int places, Duration longestWait) {
    this.generator = generator;
    this.width = width;
    this.queue = new FairQueue(width, 1, places, longestWait);
    this.threads =
        Executors.newFixedThreadPool(
            width, Thread.ofPlatform().daemon().name("key-pairs-", 0).factory());
  }

  /**
   * A new pair, which is the caller's to close. With RSA the thread waits, and must hold neither a
   * connection nor a lock then.
   *
   * @throws KmsException DependencyTimeoutException when there was none in time
   */
  @Override
  public KeyPairMaterial make(AccountId account, KeySpec spec) {
    if (spec.type() != KeySpec.Type.RSA) {
      return generator.apply(spec);
    }
    stock.want(spec);
    // Who comes while others wait does not overtake them.
    KeyPairMaterial ready = queue.report().waiting() > 0 ? null : stock.take(spec);
    if (ready != null) {
      restock();
      return ready;
    }
    return await(queue.turnOf(account), spec);
  }

  private KeyPairMaterial await(FairQueue.Turn turn, KeySpec spec) {
    CompletableFuture<KeyPairMaterial> result = new CompletableFuture<>();
    try {
      threads.execute(() -> serve(turn, spec, result));
    } catch (RejectedExecutionException stopping) {
      turn.close();
      throw FairQueue.refused();
    }
    try {
      return result.get(turn.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      // Settled below: the pair may come at this very moment.
    } catch (ExecutionException e) {
      throw new IllegalStateException("a key pair of " + spec + " was not made", e.getCause());
    }
    if (result.cancel(false)) {
      throw FairQueue.refused();
    }
    return result.join();
  }

  /**
   * On a thread of the pool; holds the turn to the end of the work, also for a caller that left.
   */
  private void serve(FairQueue.Turn turn, KeySpec spec, CompletableFuture<KeyPairMaterial> result) {
    try (turn) {
      if (!result.isDone()) {
        hand(takeOrMake(spec), spec, result);
      }
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
    restock();
  }

  private KeyPairMaterial takeOrMake(KeySpec spec) {
    KeyPairMaterial ready = stock.take(spec);
    return ready != null ? ready : generator.apply(spec);
  }

  private void hand(KeyPairMaterial pair, KeySpec spec, CompletableFuture<KeyPairMaterial> result) {
    if (!result.complete(pair)) {
      stock.put(spec, pair);
    }
  }

  /** Makes pairs beforehand, one at a time and each behind the calls that have come meanwhile. */
  private void restock() {
    if (hasSpareThread() && stock.lacking() != null && stocking.compareAndSet(false, true)) {
      try {
        threads.execute(this::stockOne);
      } catch (RejectedExecutionException stopping) {
        stocking.set(false);
      }
    }
  }

  private void stockOne() {
    try {
      KeySpec spec = stock.lacking();
      if (spec != null && hasSpareThread()) {
        stock.put(spec, generator.apply(spec));
      }
    } catch (RuntimeException e) {
      LOG.warn("A key pair was not made beforehand; the next call for one tries again.", e);
      return;
    } finally {
      stocking.set(false);
    }
    restock();
  }

  /** If not, the call that ends next restocks. */
  private boolean hasSpareThread() {
    FairQueue.Report calls = queue.report();
    return calls.waiting() == 0 && calls.running() < width;
  }

  /** What is going on. */
  public Report report() {
    return new Report(queue.report(), stock.size());
  }

  /** Zeroises the stock; a pair that is still being made is for its caller or closed. */
  @Override
  public void close() {
    stock.close();
    threads.shutdown();
  }
}
