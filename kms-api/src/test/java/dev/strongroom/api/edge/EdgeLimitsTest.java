package dev.strongroom.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.wire.WireResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one client may take from the others. */
class EdgeLimitsTest extends EdgeFixture {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  private void awaitAdmitted(int port) throws Exception {
    // A connection that was closed is counted until the server has seen it.
    while (true) {
      try (RawClient client = RawClient.tcp(port)) {
        if (client.post("").answer().status() == 200) {
          return;
        }
      } catch (IOException refused) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void connectionsInAllAreBounded() throws Exception {
    int port = start(settings(LONG, LONG, 2, 100), echo).port();
    try (RawClient first = connect().post("");
        RawClient second = RawClient.from("127.0.0.2", port).post("")) {
      assertThat(first.answer().status()).isEqualTo(200);
      assertThat(second.answer().status()).isEqualTo(200);
      try (RawClient third = RawClient.from("127.0.0.3", port)) {
        RawClient.Answer refused = third.answer();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("x-amzn-requestid")).isNotEmpty();
        assertThat(third.isEnded()).isTrue();
      }
      assertThat(first.post("").answer().status()).isEqualTo(200);
    }
    awaitAdmitted(port);
  }

  @Test
  void connectionsFromOneAddressAreBounded() throws Exception {
    int port = start(settings(LONG, LONG, 100, 1), echo).port();
    try (RawClient first = connect().post("")) {
      assertThat(first.answer().status()).isEqualTo(200);
      try (RawClient second = connect();
          RawClient other = RawClient.from("127.0.0.2", port).post("")) {
        assertThat(second.answer().status()).isEqualTo(503);
        assertThat(other.answer().status()).isEqualTo(200);
      }
    }
    awaitAdmitted(port);
  }

  @Test
  void idleConnectionIsClosedWithoutAWord() throws Exception {
    start(settings(SHORT, LONG, 10, 10), echo);
    try (RawClient never = connect();
        RawClient once = connect().post("")) {
      assertThat(once.answer().status()).isEqualTo(200);
      assertThat(once.isEnded()).isTrue();
      assertThat(never.isEnded()).isTrue();
    }
  }

  @Test
  void clientThatDribblesItsRequestIsTold() throws Exception {
    start(settings(LONG, Duration.ofMillis(600), 10, 10), echo);
    for (String beginning :
        new String[] {
          "P",
          "POST / HTTP/1.1\r\nHost: a\r\nX",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"
        }) {
      try (RawClient client = connect().send(beginning)) {
        Thread dribbler = Thread.ofVirtual().start(() -> dribble(client));
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.body()).contains("RequestTimeoutException");
        dribbler.interrupt();
        dribbler.join();
      }
    }
  }

  /** A byte now and then keeps a connection from looking idle, but buys no more time. */
  private static void dribble(RawClient client) {
    try {
      while (!Thread.interrupted()) {
        client.send("y");
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void callInFlightHasAllTheTimeThatItNeeds() throws Exception {
    start(settings(SHORT, SHORT, 10, 10), keep);
    try (RawClient waiting = connect().post("");
        RawClient idle = connect()) {
      Received call = next();
      // The idle one is closed after its time, so the waiting one has outlived both times.
      assertThat(idle.isEnded()).isTrue();
      call.answer("late");
      assertThat(waiting.answer().body()).isEqualTo("late");
    }
  }

  @Test
  void clientThatDoesNotReadItsAnswerIsClosed() throws Exception {
    start(
        settings(LONG, SHORT, 10, 10),
        (request, reply) ->
            reply.respond(WireResponse.of(200, "text/plain", new byte[50_000_000])));
    try (RawClient client = connect().post("")) {
      // Its place is given back, which the next client can see.
      assertThatThrownBy(
              () -> {
                while (true) {
                  client.send("GET / HTTP/1.1\r\n");
                  Thread.sleep(20);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void onlyLoopbackIsListenedOnWithoutTls() {
    EdgeSettings usual = EdgeSettings.loopback(0);
    assertThatThrownBy(
            () ->
                new EdgeSettings(
                    Optional.of(new InetSocketAddress("0.0.0.0", 0)),
                    TransportSecurity.none(),
                    Optional.empty(),
                    usual.maxHeaderBytes(),
                    usual.maxBodyBytes(),
                    usual.idleTime(),
                    usual.requestTime(),
                    1,
                    1,
                    usual.drainTime(),
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loopback addresses only, not on 0.0.0.0");
  }

  @Test
  void takenPortIsReported() throws Exception {
    int port = start(echo).port();
    assertThatThrownBy(
            () ->
                EdgeServer.start(
                    EdgeSettings.loopback(port),
                    transport,
                    echo,
                    echo,
                    java.time.Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on");
  }
}
