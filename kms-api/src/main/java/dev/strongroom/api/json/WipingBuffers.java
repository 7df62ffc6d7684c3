package dev.strongroom.api.json;

import java.util.Arrays;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.core.util.RecyclerPool;

/**
 * Jackson's working buffers, zeroed before they are kept for the next use: plaintexts pass them.
 */
final class WipingBuffers extends BufferRecycler {

  @Override
  public void releaseByteBuffer(int kind, byte[] buffer) {
    Arrays.fill(buffer, (byte) 0);
    super.releaseByteBuffer(kind, buffer);
  }

  @Override
  public void releaseCharBuffer(int kind, char[] buffer) {
    Arrays.fill(buffer, '\0');
    super.releaseCharBuffer(kind, buffer);
  }

  /** The pool of these buffers; event loops and virtual threads share it. */
  static final class Pool extends RecyclerPool.ConcurrentDequePoolBase<BufferRecycler> {
    private static final long serialVersionUID = 1L;

    Pool() {
      super(UNLIMITED);
    }

    private static final int UNLIMITED = -1;

    @Override
    public BufferRecycler createPooled() {
      return new WipingBuffers();
    }
  }
}
