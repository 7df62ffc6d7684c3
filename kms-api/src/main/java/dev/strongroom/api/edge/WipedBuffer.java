package dev.strongroom.api.edge;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import java.nio.ByteBuffer;

/** Memory outside the heap and outside any pool that is zeroed before it is given back. */
final class WipedBuffer extends UnpooledDirectByteBuf {

  WipedBuffer(ByteBufAllocator allocator, int capacity) {
    super(allocator, capacity, capacity);
  }

  /** Over memory that outlives the buffer, so that a test can look at it afterwards. */
  WipedBuffer(ByteBufAllocator allocator, ByteBuffer memory) {
    super(allocator, memory, memory.capacity());
  }

  @Override
  protected void deallocate() {
    // Below the checks of setZero, which refuse a buffer that nobody holds any more.
    int end = capacity();
    for (int i = 0; i < end; i++) {
      _setByte(i, 0);
    }
    super.deallocate();
  }
}
