package dev.strongroom.hsm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Native memory of our own for a secret, zeroised on close. Any thread may use it, and it is never
 * freed under a call that still runs: the garbage collector frees it.
 */
final class SecretSegment implements AutoCloseable {
  private final MemorySegment memory;

  private SecretSegment(MemorySegment memory) {
    this.memory = memory;
  }

  static SecretSegment ofLength(long bytes) {
    return new SecretSegment(Arena.ofAuto().allocate(bytes, 8));
  }

  static SecretSegment copyOf(MemorySegment secret) {
    SecretSegment copy = ofLength(secret.byteSize());
    copy.memory.copyFrom(secret);
    return copy;
  }

  MemorySegment memory() {
    return memory;
  }

  @Override
  public void close() {
    memory.fill((byte) 0);
  }

  @Override
  public String toString() {
    return "SecretSegment[" + memory.byteSize() + " bytes]";
  }
}
