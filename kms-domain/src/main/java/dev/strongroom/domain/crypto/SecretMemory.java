package dev.strongroom.domain.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A piece of memory outside the Java heap for one secret.
 *
 * <p>Freeing shared memory stops every thread of the JVM for a moment ({@link Arena#ofShared}),
 * some hundred microseconds of CPU in all. So several small pieces share one arena, which goes when
 * all of them have been released. A piece is used once: nothing that still points to it can see
 * another secret, only zeros.
 *
 * @param segment the memory; at least as long as it is cut to
 * @param chunk what it was cut from
 */
record SecretMemory(MemorySegment segment, Chunk chunk) {
  /** Most secrets here are one or two keys of 32 bytes. */
  private static final int LARGEST_PIECE = 64;

  // One secret that lives on keeps this many pieces' memory, 1 kB.
  private static final int PIECES = 16;

  private static final Object LOCK = new Object();
  private static Chunk current = new Chunk(LARGEST_PIECE, PIECES);

  /**
   * Memory full of zeros.
   *
   * @param size in bytes, at least 1
   */
  static SecretMemory allocate(int size) {
    if (size > LARGEST_PIECE) {
      return new Chunk(size, 1).cut(size);
    }
    synchronized (LOCK) {
      if (current.isCutUp()) {
        current = new Chunk(LARGEST_PIECE, PIECES);
      }
      return current.cut(size);
    }
  }

  /** Zeroises it, and frees it with the last of its neighbours; to be called once. */
  void release() {
    segment.fill((byte) 0);
    chunk.releaseOne();
  }

  private static final class Chunk {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment all;
    private final int pieceSize;
    private final int pieces;
    // Those that are not yet cut count too, so that it goes only after all have been.
    private final AtomicInteger left;
    private int cut;

    Chunk(int pieceSize, int pieces) {
      this.all = arena.allocate((long) pieceSize * pieces);
      this.pieceSize = pieceSize;
      this.pieces = pieces;
      this.left = new AtomicInteger(pieces);
    }

    boolean isCutUp() {
      return cut == pieces;
    }

    SecretMemory cut(int size) {
      MemorySegment piece = all.asSlice((long) cut * pieceSize, size);
      cut++;
      return new SecretMemory(piece, this);
    }

    void releaseOne() {
      if (left.decrementAndGet() == 0) {
        arena.close();
      }
    }
  }
}
