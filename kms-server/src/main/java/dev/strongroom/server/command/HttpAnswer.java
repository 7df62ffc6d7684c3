package dev.strongroom.server.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One HTTP/1.1 answer whose connection was then closed. Our own server sends it, with a length, so
 * this knows no other transfer coding.
 *
 * @param status such as 200
 * @param body as long as {@code Content-Length} says
 */
record HttpAnswer(int status, byte[] body) {
  static final int LARGEST = 1 << 20;

  static HttpAnswer parse(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0 || !text.matches("(?s)HTTP/1\\.1 [0-9]{3}[ \r].*")) {
      throw new IOException("the server's answer is not HTTP or not whole");
    }
    int status = Integer.parseInt(text.substring(9, 12));
    int length = -1;
    for (String line : text.substring(0, end).split("\r\n", -1)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.matches("content-length: *[0-9]{1,7}")) {
        length = Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
      }
    }
    int start = end + 4;
    if (length < 0 || bytes.length - start < length) {
      throw new IOException("the server's answer has no length or is not whole");
    }
    return new HttpAnswer(status, Arrays.copyOfRange(bytes, start, start + length));
  }
}
