package dev.strongroom.api.edge;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;

/** Memory outside the heap and outside any pool that is zeroed before it is given back. */
final class WipedBuffer extends UnpooledDirectByteBuf {

  WipedBuffer(ByteBufAllocator allocator, int capacity) {
    super(allocator, capacity, capacity);
  }

  @Override
  protected void deallocate() {
    setZero(0, capacity());
    super.deallocate();
  }
}
