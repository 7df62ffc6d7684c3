package dev.strongroom.api.edge;

import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireHeaders;
import dev.strongroom.api.wire.WireRequest;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** One request from its head to its last byte, with everything refused that can be told early. */
final class RequestAssembler {
  private static final int MOST_HEADERS = 100;
  private static final int USUAL_BODY = 4096;
  // The largest cryptographic calls fit, so that large bodies keep nobody from those.
  private static final int UNCOUNTED = 16 * 1024;

  private final String requestId = UUID.randomUUID().toString();
  private final Instant time;
  private final HttpRequest head;
  private final Peer.Origin origin;
  private final int maxBodyBytes;
  private final BodyMemory memory;
  private int taken;
  private byte[] body;
  private int length;

  /**
   * @throws HttpProblemException when the head is not acceptable
   */
  RequestAssembler(HttpRequest head, Peer peer, int maxBodyBytes, BodyMemory memory, Clock clock)
      throws HttpProblemException {
    this.head = head;
    this.maxBodyBytes = maxBodyBytes;
    this.memory = memory;
    this.time = clock.instant();
    checkDecoded();
    checkHeaders(head.headers());
    origin = peer.origin(head.headers());
    long announced = HttpUtil.getContentLength(head, -1L);
    if (announced > maxBodyBytes) {
      throw new HttpProblemException(HttpProblem.BODY_TOO_LARGE);
    }
    // No more than has come, or announcing a body would be a cheap way to fill the heap.
    body = new byte[announced >= 0 ? (int) Math.min(announced, USUAL_BODY) : USUAL_BODY];
  }

  private void checkDecoded() throws HttpProblemException {
    Throwable failure = StrictRequestDecoder.failure(head);
    if (failure instanceof TooLongHttpLineException) {
      throw new HttpProblemException(HttpProblem.TARGET_TOO_LONG);
    }
    if (failure instanceof TooLongHttpHeaderException) {
      throw new HttpProblemException(HttpProblem.HEADER_TOO_LARGE);
    }
    if (failure != null) {
      throw new HttpProblemException(HttpProblem.MALFORMED);
    }
    HttpVersion version = head.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      throw new HttpProblemException(HttpProblem.VERSION);
    }
  }

  private void checkHeaders(HttpHeaders headers) throws HttpProblemException {
    if (headers.size() > MOST_HEADERS) {
      throw new HttpProblemException(HttpProblem.HEADER_TOO_LARGE);
    }
    int hosts = headers.getAll(HttpHeaderNames.HOST).size();
    boolean hostNeeded = head.protocolVersion().equals(HttpVersion.HTTP_1_1);
    if (hosts > 1 || (hosts == 0 && hostNeeded)) {
      // RFC 9112 section 3.2
      throw new HttpProblemException(HttpProblem.MALFORMED);
    }
    for (String encoding : headers.getAll(HttpHeaderNames.CONTENT_ENCODING)) {
      if (!encoding.equalsIgnoreCase("identity")) {
        throw new HttpProblemException(HttpProblem.ENCODED);
      }
    }
    for (String coding : headers.getAll(HttpHeaderNames.TRANSFER_ENCODING)) {
      if (!coding.equalsIgnoreCase("chunked")) {
        throw new HttpProblemException(HttpProblem.ENCODED);
      }
    }
    for (String expected : headers.getAll(HttpHeaderNames.EXPECT)) {
      if (!HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
        throw new HttpProblemException(HttpProblem.EXPECTATION);
      }
    }
  }

  String requestId() {
    return requestId;
  }

  /** Whether the client waits for leave to send the body. */
  boolean expectsContinue() {
    return head.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && head.headers().contains(HttpHeaderNames.EXPECT);
  }

  boolean isHead() {
    return head.method().name().equals("HEAD");
  }

  boolean isKeepAlive() {
    return HttpUtil.isKeepAlive(head);
  }

  boolean isHttp10() {
    return head.protocolVersion().equals(HttpVersion.HTTP_1_0);
  }

  void append(ByteBuf part) throws HttpProblemException {
    int count = part.readableBytes();
    if (count > maxBodyBytes - length) {
      throw new HttpProblemException(HttpProblem.BODY_TOO_LARGE);
    }
    if (count > body.length - length) {
      grow(Math.min(maxBodyBytes, Math.max(body.length * 2, length + count)));
    }
    part.readBytes(body, length, count);
    length += count;
  }

  private void grow(int size) throws HttpProblemException {
    int more = Math.max(0, size - UNCOUNTED) - taken;
    if (!memory.take(origin.address(), more)) {
      throw new HttpProblemException(HttpProblem.TOO_MANY_BODIES);
    }
    taken += more;
    byte[] old = body;
    body = Arrays.copyOf(old, size);
    Arrays.fill(old, (byte) 0);
  }

  /** Gives back what the body took of everybody's memory; the request is answered or gone. */
  void release() {
    if (taken > 0) {
      memory.give(origin.address(), taken);
      taken = 0;
    }
  }

  /** Trailers would be header fields that nobody has signed. */
  void end(LastHttpContent last) throws HttpProblemException {
    if (!last.trailingHeaders().isEmpty()) {
      throw new HttpProblemException(HttpProblem.MALFORMED);
    }
  }

  WireRequest finish(boolean administrative) {
    byte[] whole = body;
    if (length != body.length) {
      whole = Arrays.copyOf(body, length);
      Arrays.fill(body, (byte) 0);
    }
    String target = head.uri();
    int mark = target.indexOf('?');
    if (mark == target.length() - 1) {
      // Nothing behind it is no query, so it counts as a part of the path: "/?" is not "/".
      mark = -1;
    }
    return new WireRequest(
        requestId,
        time,
        head.method().name(),
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        headers(),
        whole,
        origin.address(),
        origin.tls(),
        administrative);
  }

  private WireHeaders headers() {
    List<WireHeader> all = new ArrayList<>(head.headers().size());
    for (Map.Entry<String, String> field : head.headers()) {
      all.add(new WireHeader(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
    }
    return new WireHeaders(all);
  }
}
