package dev.strongroom.api.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Arrays;

/**
 * Writes an answer, head and body, into one buffer. Netty's encoder would copy small bodies into
 * pooled memory, where a plaintext would stay until somebody else overwrites it.
 */
final class AnswerEncoder {
  private static final int USUAL_HEAD = 320;
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);

  private final HttpDate date;

  AnswerEncoder(HttpDate date) {
    this.date = date;
  }

  /** How the connection goes on after an answer. */
  enum Then {
    /** HTTP/1.1 keeps alive without saying so. */
    KEEP(""),
    /** HTTP/1.0 does only when told. */
    KEEP_HTTP_10("connection: keep-alive\r\n"),
    CLOSE("connection: close\r\n");

    private final String header;

    Then(String header) {
      this.header = header;
    }
  }

  static ByteBuf goOn() {
    return Unpooled.wrappedBuffer(CONTINUE);
  }

  /**
   * @param headOnly whether the request was HEAD, whose answer has the length but no body
   */
  ByteBuf encode(
      WireResponse response,
      String requestId,
      Then then,
      boolean headOnly,
      ByteBufAllocator allocator) {
    byte[] head = head(response, requestId, then).getBytes(US_ASCII);
    int size = head.length + response.body().length;
    ByteBuf out =
        response.sensitive() ? new WipedBuffer(allocator, size) : allocator.directBuffer(size);
    out.writeBytes(head);
    if (!headOnly) {
      out.writeBytes(response.body());
    }
    wipe(response);
    return out;
  }

  /** Forgets an answer that was, or will not be, sent. */
  static void wipe(WireResponse response) {
    if (response.sensitive()) {
      Arrays.fill(response.body(), (byte) 0);
    }
  }

  private String head(WireResponse response, String requestId, Then then) {
    StringBuilder head = new StringBuilder(USUAL_HEAD);
    head.append("HTTP/1.1 ").append(HttpResponseStatus.valueOf(response.status())).append("\r\n");
    append(head, "x-amzn-RequestId", requestId);
    append(head, "date", date.now());
    append(head, "cache-control", "no-store");
    if (!response.contentType().isEmpty()) {
      append(head, "content-type", response.contentType());
    }
    for (WireHeader header : response.headers()) {
      append(head, header.name(), header.value());
    }
    append(head, "content-length", Integer.toString(response.body().length));
    return head.append(then.header).append("\r\n").toString();
  }

  private static void append(StringBuilder head, String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException("not a header value: " + name);
      }
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
