package dev.strongroom.domain.crypto;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * All random bytes of the service: key material, data keys, salts, IVs, ids. They come from
 * HMAC_DRBGs of SP 800-90A (SHA-256, strength 256), each seeded from the operating system and the
 * HSM together and reseeded every minute and after 2^16 requests.
 *
 * <p>There are several generators, so that threads do not wait for each other; a thread begins with
 * the one of its id and goes on to the next when that is taken. A request never waits for the HSM:
 * see {@link HsmEntropy}, also for what happens while the HSM is away.
 */
public final class Randomness {
  /** The most that one request gives, in bytes: SP 800-90A, table 2, 2^19 bits. */
  public static final int MOST_BYTES = 1 << 16;

  private final HsmEntropy hsm;
  private final Drbg[] generators;

  /**
   * Seeds all generators.
   *
   * @param hsm where the share of the HSM comes from; asked now, and then in the background
   * @throws RuntimeException when the HSM does not answer
   */
  public Randomness(EntropySource hsm) {
    this(
        hsm,
        // A clock set back must not keep the HSM from being asked, nor one set ahead end its time.
        new SteadyTime(),
        Thread::startVirtualThread,
        // A power of two, and more than can run at once: a thread that finds its generator taken
        // nearly always finds the next one free.
        Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 2));
  }

  Randomness(EntropySource hsm, InstantSource clock, Executor background, int generators) {
    this.hsm = new HsmEntropy(hsm, clock, background, generators);
    this.generators = new Drbg[generators];
    Arrays.setAll(this.generators, i -> new Drbg(this.hsm.ask(), this.hsm, clock));
  }

  /**
   * Random bytes in a new array.
   *
   * @param count from 0 to {@link #MOST_BYTES}
   * @throws IllegalStateException when the HSM has given no entropy for more than 10 minutes
   */
  public byte[] bytes(int count) {
    if (count < 0 || count > MOST_BYTES) {
      throw new IllegalArgumentException("one request gives at most 65,536 random bytes");
    }
    byte[] bytes = new byte[count];
    Drbg generator = lockOne();
    try {
      generator.fill(bytes);
    } finally {
      generator.lock.unlock();
    }
    return bytes;
  }

  /** Fills the segment, which may be as large as {@link #bytes} gives. */
  public void fill(MemorySegment target) {
    byte[] bytes = bytes(Math.toIntExact(target.byteSize()));
    try {
      target.copyFrom(MemorySegment.ofArray(bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** A random UUID, version 4 of RFC 9562. */
  public UUID uuid() {
    ByteBuffer random = ByteBuffer.wrap(bytes(16));
    long high = random.getLong() & ~0xf000L | 0x4000L;
    long low = random.getLong() & ~(0b11L << 62) | 0b10L << 62;
    return new UUID(high, low);
  }

  /**
   * How long an answer of the HSM has been outstanding; empty while it answers. For the health
   * status: it gets serious after a minute, and ends in refusals after 10.
   */
  public Optional<Duration> hsmSilence() {
    return hsm.silence();
  }

  private Drbg lockOne() {
    int first = (int) Thread.currentThread().threadId();
    for (int i = 0; i < generators.length; i++) {
      Drbg generator = generators[Math.floorMod(first + i, generators.length)];
      if (generator.lock.tryLock()) {
        return generator;
      }
    }
    Drbg own = generators[Math.floorMod(first, generators.length)];
    own.lock.lock();
    return own;
  }
}
