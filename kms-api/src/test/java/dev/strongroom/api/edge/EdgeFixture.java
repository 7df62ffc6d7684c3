package dev.strongroom.api.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.wire.Reply;
import dev.strongroom.api.wire.WireHandler;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.api.wire.WireResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A server on each transport, whose calls a test answers by itself or lets be echoed. */
@ParameterizedClass
@MethodSource("transports")
abstract class EdgeFixture {
  static {
    Leaks.install();
  }

  static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  /** A call that waits for its answer. */
  record Received(WireRequest request, Reply reply) {
    String text() {
      return new String(request.body(), ISO_8859_1);
    }

    void answer(String text) {
      reply.respond(WireResponse.of(200, "text/plain", text.getBytes(ISO_8859_1)));
    }
  }

  @Parameter Transport transport = Transport.nio();

  final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  final WireHandler keep = (request, reply) -> received.add(new Received(request, reply));
  final WireHandler echo =
      (request, reply) -> {
        String text = request.method() + " " + request.path() + "?" + request.query() + " ";
        new Received(request, reply).answer(text + new String(request.body(), ISO_8859_1));
      };
  private @Nullable EdgeServer server;
  private int port;

  static Stream<Transport> transports() {
    return Stream.of(Transport.epoll(), Transport.nio());
  }

  static EdgeSettings settings(Duration idle, Duration request, int connections, int perAddress) {
    return new EdgeSettings(
        Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
        TransportSecurity.none(),
        Optional.empty(),
        16 * 1024,
        256 * 1024,
        idle,
        request,
        connections,
        perAddress,
        Duration.ofSeconds(10),
        1);
  }

  static EdgeSettings patient() {
    return settings(Duration.ofMinutes(1), Duration.ofMinutes(1), 200, 200);
  }

  EdgeServer start(WireHandler handler) throws IOException {
    return start(patient(), handler);
  }

  EdgeServer start(EdgeSettings settings, WireHandler handler) throws IOException {
    EdgeServer started = EdgeServer.start(settings, transport, handler, echo, Clock.systemUTC());
    server = started;
    port = started.port();
    return started;
  }

  EdgeServer startWithSocket(Path socket) throws IOException {
    return start(patient().withAdministrativeSocket(socket), keep);
  }

  RawClient connect() throws IOException {
    return RawClient.tcp(port);
  }

  Received next() throws InterruptedException {
    Received next = received.poll(10, TimeUnit.SECONDS);
    assertThat(next).as("a call").isNotNull();
    return next;
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @AfterAll
  static void nothingLeaked() {
    assertThat(Leaks.found()).as("buffers leaked, one of them on purpose").isEqualTo(1);
  }
}
