package dev.strongroom.domain.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Secret bytes outside the Java heap. A reader takes a {@link Lease} for one operation. Closing
 * forbids new leases; the last lease to end zeroises and frees, because zeroising under a reader
 * would let it encrypt under a key of zeros.
 *
 * <p>Two instances are equal only if they are the same one: comparing secrets is for {@link
 * Digests#equal}.
 */
public final class SecretBytes implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final MemorySegment readable;
  private final LeaseCount leases;

  private SecretBytes(SecretMemory memory) {
    this.readable = memory.segment().asReadOnly();
    // Apart from its owner, so that the cleaner can outlive the owner.
    this.leases = new LeaseCount(CLEANER.register(this, memory::release)::clean);
  }

  /** A copy of the bytes; the array stays the caller's, to wipe. */
  public static SecretBytes copyOf(byte[] bytes) {
    return filledBy(bytes.length, segment -> segment.copyFrom(MemorySegment.ofArray(bytes)));
  }

  /** Takes the bytes over: copies them, then wipes the array, even if the copy fails. */
  public static SecretBytes takeFrom(byte[] bytes) {
    try {
      return copyOf(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Makes a secret that the filler writes. If the filler throws, what it wrote is zeroised and
   * freed. The filler must not keep the segment.
   *
   * @param size in bytes, at least 1
   */
  public static SecretBytes filledBy(int size, Consumer<MemorySegment> filler) {
    if (size < 1) {
      throw new IllegalArgumentException("a secret has at least one byte");
    }
    SecretMemory memory = SecretMemory.allocate(size);
    boolean filled = false;
    try {
      filler.accept(memory.segment());
      filled = true;
      return new SecretBytes(memory);
    } finally {
      if (!filled) {
        memory.release();
      }
    }
  }

  /** The number of bytes. */
  public int size() {
    return (int) readable.byteSize();
  }

  /** Whether {@link #close} was called. Readers that leased before may still be at work. */
  public boolean isClosed() {
    return leases.isClosed();
  }

  /**
   * Borrows the bytes until the lease is closed.
   *
   * @throws IllegalStateException when the secret has been closed
   */
  public Lease lease() {
    Lease lease = tryLease();
    if (lease == null) {
      throw new IllegalStateException("the secret has been closed");
    }
    return lease;
  }

  /** Like {@link #lease}, but null when the secret has been closed. */
  public @Nullable Lease tryLease() {
    return leases.tryBegin() ? new Lease() : null;
  }

  /** Forbids new leases; zeroises and frees now, or when the last lease ends. Idempotent. */
  @Override
  public void close() {
    leases.close();
  }

  @Override
  public String toString() {
    return "SecretBytes[" + size() + " bytes, redacted]";
  }

  /** The right to read the bytes for the time of one operation. */
  public final class Lease implements AutoCloseable {
    private final AtomicBoolean ended = new AtomicBoolean();

    private Lease() {}

    /** A read-only view. It must not be used once the lease is closed. */
    public MemorySegment segment() {
      requireOpen();
      return readable;
    }

    /**
     * Gives the work a temporary copy, wiped when the work returns or throws. For interfaces that
     * insist on an array; the work must not keep it.
     */
    public <T> T withBytes(Function<byte[], T> work) {
      requireOpen();
      byte[] copy = readable.toArray(ValueLayout.JAVA_BYTE);
      try {
        return work.apply(copy);
      } finally {
        Arrays.fill(copy, (byte) 0);
        // Until here the cleaner must not think that nobody holds the secret any more.
        Reference.reachabilityFence(this);
      }
    }

    private void requireOpen() {
      if (ended.get()) {
        throw new IllegalStateException("the lease has ended");
      }
    }

    /** Ends the lease. Idempotent. */
    @Override
    public void close() {
      if (ended.compareAndSet(false, true)) {
        leases.end();
      }
    }
  }
}
