package dev.strongroom.api.json;

import java.io.OutputStream;
import java.util.Arrays;

/** A growing array that leaves no copy of its content behind. */
final class AnswerBuffer extends OutputStream {
  private byte[] bytes;
  private int length;

  AnswerBuffer(int initial) {
    bytes = new byte[initial];
  }

  @Override
  public void write(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  private void reserve(int count) {
    if (count > bytes.length - length) {
      byte[] old = bytes;
      bytes = Arrays.copyOf(old, Math.max(old.length * 2, Math.addExact(length, count)));
      Arrays.fill(old, (byte) 0);
    }
  }

  /** What was written; the buffer is empty afterwards. */
  byte[] take() {
    byte[] content = Arrays.copyOf(bytes, length);
    Arrays.fill(bytes, 0, length, (byte) 0);
    length = 0;
    return content;
  }
}
