package dev.strongroom.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds the end of an HTTP/1.1 answer that has a Content-Length, as all of ours have.
 *
 * <p>Without a copy and without a string while the load runs: the driver shares the machine with
 * the server that it measures.
 */
final class AnswerParser {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  private AnswerParser() {}

  /**
   * The length of the answer that begins at 0, or -1 when it is not all there.
   *
   * @param buffer whose first {@code position} bytes were received
   */
  static int lengthOf(ByteBuffer buffer) {
    int received = buffer.position();
    int headEnd = headEnd(buffer, received);
    if (headEnd < 0) {
      return -1;
    }
    int whole = headEnd + contentLength(buffer, headEnd);
    return whole <= received ? whole : -1;
  }

  /** The status code of an answer that is all there. */
  static int statusOf(ByteBuffer buffer) {
    int status = 0;
    for (int i = STATUS_AT; i < STATUS_AT + 3; i++) {
      status = status * 10 + buffer.get(i) - '0';
    }
    return status;
  }

  /** The first byte of the body. */
  static int headEnd(ByteBuffer buffer, int received) {
    for (int i = 3; i < received; i++) {
      if (buffer.get(i) == '\n' && buffer.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int contentLength(ByteBuffer buffer, int headEnd) {
    for (int line = 0; line < headEnd; line++) {
      if (startsWithLength(buffer, line, headEnd)) {
        int length = 0;
        for (int i = line + LENGTH.length; buffer.get(i) != '\r'; i++) {
          if (buffer.get(i) != ' ') {
            length = length * 10 + buffer.get(i) - '0';
          }
        }
        return length;
      }
      while (buffer.get(line) != '\n') {
        line++;
      }
    }
    throw new IllegalStateException("an answer without Content-Length");
  }

  private static boolean startsWithLength(ByteBuffer buffer, int line, int headEnd) {
    if (line + LENGTH.length >= headEnd) {
      return false;
    }
    for (int i = 0; i < LENGTH.length; i++) {
      if ((buffer.get(line + i) | 0x20) != (LENGTH[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }
}
