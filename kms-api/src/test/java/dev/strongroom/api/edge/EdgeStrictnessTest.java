package dev.strongroom.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.sigv4.SigV4Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** HTTP as attackers speak it: what two parsers could read in two ways is refused. */
class EdgeStrictnessTest extends EdgeFixture {
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n";

  private final AtomicInteger calls = new AtomicInteger();

  private RawClient.Answer refusal(String request, boolean inSingleBytes) throws Exception {
    try (RawClient client = connect()) {
      RawClient.Answer answer =
          (inSingleBytes ? client.dribble(request) : client.send(request)).answer();
      assertThat(answer.header("connection")).as(request).isEqualTo("close");
      assertThat(answer.header("x-amzn-requestid")).isNotEmpty();
      assertThat(answer.header("date")).isNotEmpty();
      assertThat(answer.header("content-type")).isEqualTo("application/x-amz-json-1.1");
      assertThat(answer.body()).startsWith("{\"__type\":\"").contains("\"message\":\"");
      assertThat(client.isEnded()).as("ended after " + request).isTrue();
      return answer;
    }
  }

  private void count() throws Exception {
    start(
        (request, reply) -> {
          calls.incrementAndGet();
          echo.handle(request, reply);
        });
  }

  @Test
  void ambiguousRequestsAreRefused() throws Exception {
    count();
    for (String request :
        List.of(
            // Two lengths (RFC 9112 section 6.1: request smuggling).
            CHUNKED + "Content-Length: 4\r\n\r\n0\r\n\r\n",
            POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            POST + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            POST + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na",
            POST + "Content-Length: 1, 1\r\n\r\na",
            POST + "Content-Length: +1\r\n\r\na",
            POST + "Content-Length: -1\r\n\r\n",
            POST + "Content-Length: 0x1\r\n\r\na",
            // Transfer codings other than one chunked.
            POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
            POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            POST + "Transfer-Encoding: identity\r\nContent-Length: 1\r\n\r\na",
            "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            // Chunks that are none, and trailers, which nobody has signed.
            CHUNKED + "\r\nx\r\n",
            CHUNKED + "\r\n-1\r\n",
            CHUNKED + "\r\nFFFFFFFFFF\r\n",
            CHUNKED + "\r\n1\r\nab\r\n0\r\n\r\n",
            CHUNKED + "\r\n0\r\nX-Amz-Target: TrentService.Decrypt\r\n\r\n",
            // Header lines that are none.
            POST + "Bad Name: x\r\n\r\n",
            POST + "Content-Length : 1\r\n\r\na",
            POST + ": x\r\n\r\n",
            POST + "X: a\u0000b\r\n\r\n",
            POST + "X: a\rb\r\n\r\n",
            POST + "X: a\nHost: b\r\n\r\n",
            // Hosts.
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n",
            // Request lines.
            "GET /\r\n\r\n",
            "GET  / HTTP/1.1 x\r\nHost: a\r\n\r\n",
            "nonsense\r\n\r\n")) {
      assertThat(refusal(request, false).status()).as(request).isEqualTo(400);
    }
    assertThat(calls).hasValue(0);
  }

  @Test
  void foldedHeaderLinesAreRefusedHoweverTheyArrive() throws Exception {
    count();
    List<String> folded = new ArrayList<>();
    for (String white : List.of(" ", "\t")) {
      folded.add(POST + "X: a\r\n" + white + "b\r\n\r\n");
      folded.add(POST + white + "b\r\n\r\n");
      folded.add("\r\n\r\n" + POST + "X: a\r\n" + white + "\r\nY: b\r\n\r\n");
    }
    for (String request : folded) {
      assertThat(refusal(request, false).status()).as(request).isEqualTo(400);
      assertThat(refusal(request, true).status()).as(request).isEqualTo(400);
    }
    try (RawClient client = connect()) {
      // The second request of a connection, behind a body that looks folded.
      client.post("a\r\n b\r\n\r\n").answer();
      client.send(folded.getFirst());
      assertThat(client.answer().status()).isEqualTo(400);
    }
    assertThat(calls).hasValue(1);
  }

  /** The one case of the published signatures that the edge itself refuses. */
  @Test
  void multiLineHeaderOfTheSigV4SuiteIsRefused() throws Exception {
    count();
    for (SigV4Vector vector : SigV4Vector.all().toList()) {
      String request = vector.read("header-signed-request.txt").replace("\n", "\r\n");
      if (vector.name().equals("get-header-value-multiline")) {
        assertThat(refusal(request, false).status()).isEqualTo(400);
      }
    }
    assertThat(calls).hasValue(0);
  }

  @Test
  void otherVersionsOfHttpAreRefused() throws Exception {
    count();
    assertThat(refusal("GET / HTTP/1.2\r\nHost: a\r\n\r\n", false).status()).isEqualTo(400);
    assertThat(refusal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", false).status()).isEqualTo(400);
  }

  @Test
  void encodedBodiesAreRefused() throws Exception {
    count();
    for (String encoding : List.of("gzip", "aws-chunked", "identity, gzip", "br")) {
      String request = POST + "Content-Encoding: " + encoding + "\r\nContent-Length: 1\r\n\r\na";
      assertThat(refusal(request, false).body()).contains("MalformedHttpRequestException");
    }
    try (RawClient client = connect()) {
      client.send(POST + "Content-Encoding: identity\r\nContent-Length: 1\r\n\r\na");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void headIsBounded() throws Exception {
    count();
    String much = "x".repeat(16 * 1024);
    assertThat(refusal("GET /" + much + " HTTP/1.1\r\nHost: a\r\n\r\n", false).status())
        .isEqualTo(414);
    assertThat(refusal(POST + "X: " + much + "\r\n\r\n", false).status()).isEqualTo(431);
    assertThat(
            refusal(POST + ("X: " + "y".repeat(1_000) + "\r\n").repeat(17) + "\r\n", false)
                .status())
        .isEqualTo(431);
    assertThat(refusal(POST + "X: y\r\n".repeat(100) + "\r\n", false).status()).isEqualTo(431);
  }

  @Test
  void bodyIsBoundedWhateverItsLengthIsSaidToBe() throws Exception {
    count();
    try (RawClient client = connect()) {
      assertThat(client.post("x".repeat(256 * 1024)).answer().status()).isEqualTo(200);
    }
    String body = "x".repeat(256 * 1024 + 1);
    String announced = POST + "Content-Length: " + body.length() + "\r\n\r\n";
    assertThat(refusal(announced, false).body()).contains("RequestEntityTooLargeException");
    // A client that sends first and reads afterwards still learns why.
    assertThat(refusal(announced + body, false).status()).isEqualTo(413);
    String chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n";
    assertThat(refusal(CHUNKED + "\r\n" + chunk.repeat(5) + "0\r\n\r\n", false).status())
        .isEqualTo(413);
    assertThat(refusal(POST + "Content-Length: 9223372036854775807\r\n\r\n", false).status())
        .isEqualTo(413);
    assertThat(calls).hasValue(1);
  }
}
