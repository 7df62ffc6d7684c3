package dev.strongroom.server.malformed;

import static dev.strongroom.server.malformed.Caller.SAMPLES;
import static dev.strongroom.server.malformed.Caller.call;
import static dev.strongroom.server.malformed.Caller.refuses;
import static dev.strongroom.server.malformed.Caller.request;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is wrong with the size, the header or the framing of a call that is signed. */
class RefusedFramingTest {
  private static final String LIST = "ListKeys";
  private static final int LARGEST = 256 * 1024;

  private static String padded(int size) {
    String start = "{\"Padding\":\"";
    return start + "p".repeat(size - start.length() - 2) + "\"}";
  }

  @Test
  void bodyOfMoreThan256KilobytesIsTooLarge() {
    assertThat(call(LIST, padded(LARGEST)).status()).isEqualTo(200);
    refuses(request(LIST, padded(LARGEST + 1)), "RequestEntityTooLargeException");
    refuses(request(LIST, padded(300 * 1024)), "RequestEntityTooLargeException");
    RawRequest chunked = chunked(padded(300 * 1024));
    refuses(chunked, "RequestEntityTooLargeException");
  }

  private static RawRequest chunked(String body) {
    RawRequest request = request(LIST, body).withUnsigned("Transfer-Encoding", "chunked");
    request.length = null;
    request.sentBody =
        bytes -> {
          StringBuilder chunks = new StringBuilder();
          for (int at = 0; at < body.length(); at += 1_000) {
            String part = body.substring(at, Math.min(at + 1_000, body.length()));
            chunks.append(Integer.toHexString(part.length())).append("\r\n");
            chunks.append(part).append("\r\n");
          }
          return chunks.append("0\r\n\r\n").toString().getBytes(US_ASCII);
        };
    return request;
  }

  @Test
  void chunkedBodyIsABodyHoweverItArrives() throws IOException {
    assertThat(call(chunked(padded(5_000))).status()).isEqualTo(200);
    try (RawConnection connection = RawConnection.to(SAMPLES.account().endpoint())) {
      for (byte one : chunked("{\"Limit\":1}").bytes()) {
        connection.send(new byte[] {one});
      }
      assertThat(connection.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void ambiguousFramingIsMalformedHttp() {
    for (Map.Entry<String, String> extra :
        List.of(
            Map.entry("Content-Length", "2"),
            Map.entry("Content-Length", "3"),
            Map.entry("Transfer-Encoding", "chunked"),
            Map.entry("Transfer-Encoding", "gzip, chunked"),
            Map.entry("Host", "other"),
            Map.entry("Bad Name", "x"),
            Map.entry("X", "a\r\n b"),
            Map.entry("X", "a\0b"))) {
      refuses(
          request(LIST, "{}").withUnsigned(extra.getKey(), extra.getValue()),
          "MalformedHttpRequestException");
    }
    for (String version : List.of("HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "X")) {
      RawRequest request = request(LIST, "{}");
      request.version = version;
      refuses(request, "MalformedHttpRequestException");
    }
  }

  @Test
  void headerThatIsTooLargeIsMalformedHttp() {
    refuses(
        request(LIST, "{}").withUnsigned("X", "x".repeat(20_000)), "MalformedHttpRequestException");
    RawRequest many = request(LIST, "{}");
    for (int i = 0; i < 101; i++) {
      many.withUnsigned("X-" + i, "x");
    }
    refuses(many, "MalformedHttpRequestException");
    RawRequest longTarget = request(LIST, "{}");
    longTarget.target = "/?" + "a".repeat(20_000);
    refuses(longTarget, "MalformedHttpRequestException");
  }

  @Test
  void encodedBodyIsMalformedHttp() {
    for (String encoding : List.of("gzip", "deflate", "br", "aws-chunked")) {
      refuses(
          request(LIST, "{}").with("Content-Encoding", encoding), "MalformedHttpRequestException");
    }
    assertThat(call(request(LIST, "{}").with("Content-Encoding", "identity")).status())
        .isEqualTo(200);
  }

  @Test
  void clientThatExpectsContinueGetsItUnlessItsBodyIsTooLarge() throws IOException {
    RawRequest small = request(LIST, "{\"Limit\":1}").withUnsigned("Expect", "100-continue");
    try (RawConnection connection = RawConnection.to(SAMPLES.account().endpoint())) {
      assertThat(connection.send(small.head()).answer().status()).isEqualTo(100);
      assertThat(connection.send(small.body).answer().status()).isEqualTo(200);
    }
    RawRequest large = request(LIST, padded(300 * 1024)).withUnsigned("Expect", "100-continue");
    try (RawConnection connection = RawConnection.to(SAMPLES.account().endpoint())) {
      assertThat(connection.send(large.head()).answer().code())
          .isEqualTo("RequestEntityTooLargeException");
    }
    refuses(
        request(LIST, "{}").withUnsigned("Expect", "a-miracle"), "MalformedHttpRequestException");
  }
}
