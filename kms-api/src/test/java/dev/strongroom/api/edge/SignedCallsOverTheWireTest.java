package dev.strongroom.api.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.strongroom.api.call.FakeService;
import dev.strongroom.api.call.SignedCalls;
import dev.strongroom.api.call.TestSigner;
import dev.strongroom.api.sigv4.ServiceProfile;
import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.name.Region;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Edge and calls together: what a client signs must arrive as it was signed. */
class SignedCallsOverTheWireTest extends EdgeFixture {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final FakeService service = new FakeService();
  private @Nullable EdgeServer server;
  private int port;

  @BeforeEach
  void listen() throws Exception {
    var profile = new ServiceProfile(Set.of(Region.US_EAST_1), Duration.ofMinutes(5));
    var calls =
        new SignedCalls(
            service.operations,
            service,
            service,
            profile,
            Optional.of(URI.create("http://127.0.0.1:8081/console")));
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    EdgeServer started = EdgeServer.start(patient(), transport, calls, echo, clock);
    server = started;
    port = started.port();
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private RawClient.Answer send(WireRequest request, boolean chunked) throws Exception {
    String target = request.path() + (request.query().isEmpty() ? "" : "?" + request.query());
    StringBuilder text = new StringBuilder(request.method() + " " + target + " HTTP/1.1\r\n");
    for (WireHeader header : request.headers().all()) {
      // Names mean the same in any case, and so does white space around a value.
      text.append(header.name().toUpperCase(Locale.ROOT)).append(":  ").append(header.value());
      text.append(" \r\n");
    }
    String body = new String(request.body(), ISO_8859_1);
    if (chunked) {
      text.append("Transfer-Encoding: chunked\r\n\r\n");
      text.append(Integer.toHexString(body.length())).append("\r\n");
      text.append(body).append("\r\n0\r\n\r\n");
    } else {
      text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    }
    try (RawClient client = RawClient.tcp(port)) {
      return client.send(text.toString()).answer();
    }
  }

  @Test
  void signedCallIsAnswered() throws Exception {
    for (boolean chunked : new boolean[] {false, true}) {
      TestSigner signer = TestSigner.kms("Encrypt", "{\"KeyId\":\"k\",\"Plaintext\":\"AAE=\"}");
      RawClient.Answer answer = send(signer.with("x-amz-meta", "a   b").signed(), chunked);
      assertThat(answer.body()).isEqualTo("{\"CiphertextBlob\":\"AAE=\",\"KeyId\":\"k\"}");
      assertThat(answer.header("content-type")).isEqualTo("application/x-amz-json-1.1");
      assertThat(answer.header("date")).isEqualTo("Tue, 24 Nov 2026 12:00:00 GMT");
    }
  }

  @Test
  void plaintextComesBackThroughTheWipedBuffer() throws Exception {
    RawClient.Answer answer =
        send(TestSigner.kms("Decrypt", "{\"CiphertextBlob\":\"AAEC\"}").signed(), false);
    assertThat(answer.body()).isEqualTo("{\"KeyId\":\"key\",\"Plaintext\":\"AAEC\"}");
  }

  @Test
  void presignedCallIsAnswered() throws Exception {
    TestSigner signer = TestSigner.sts("");
    signer.headers.clear();
    signer.with("host", "localhost");
    WireRequest presigned = signer.presigned("Action=GetCallerIdentity&Version=2011-06-15", "60");
    assertThat(send(presigned, false).body()).startsWith("<GetCallerIdentityResponse");
  }

  @Test
  void callThatWasChangedOnItsWayIsRefused() throws Exception {
    WireRequest request = TestSigner.kms("Encrypt", "{\"KeyId\":\"k\"}").signed();
    request.body()[10] = 'j';
    RawClient.Answer answer = send(request, false);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("InvalidSignatureException");
    assertThat(service.rejected).hasSize(1);
    assertThat(service.rejected.getFirst().requestId())
        .isEqualTo(answer.header("x-amzn-requestid"));
  }

  @Test
  void unknownOutcomeClosesTheConnectionWithoutAnAnswer() throws Exception {
    WireRequest request = TestSigner.kms("Encrypt", "{\"KeyId\":\"unknown\"}").signed();
    assertThat(catchThrowable(() -> send(request, false))).hasMessageContaining("ended after");
  }
}
