package dev.strongroom.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.wire.WireResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Stopping without breaking a promise. */
class EdgeDrainTest extends EdgeFixture {

  @Test
  void callInFlightIsAnsweredAndItsConnectionClosed() throws Exception {
    EdgeServer server = start(keep);
    int port = server.port();
    try (RawClient used = connect().post("");
        RawClient idle = connect()) {
      next().answer("");
      used.answer();
      RawClient busy = connect().post("");
      Received call = next();
      Thread stopping = Thread.ofPlatform().start(server::close);
      assertThat(idle.isEnded()).isTrue();
      assertThat(used.isEnded()).isTrue();
      awaitRefused(port);
      call.answer("done");
      RawClient.Answer answer = busy.answer();
      assertThat(answer.body()).isEqualTo("done");
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(busy.isEnded()).isTrue();
      busy.close();
      stopping.join();
    }
  }

  /** NIO gives a closed listening socket back to the system only when its selector runs again. */
  private static void awaitRefused(int port) {
    try {
      while (true) {
        RawClient.tcp(port).close();
      }
    } catch (IOException refused) {
      assertThat(refused).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void drainEndsWithItsTimeAndLateAnswersAreForgotten() throws Exception {
    EdgeSettings usual = patient();
    EdgeServer server =
        start(
            new EdgeSettings(
                Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                TransportSecurity.none(),
                Optional.empty(),
                usual.maxHeaderBytes(),
                usual.maxBodyBytes(),
                usual.idleTime(),
                usual.requestTime(),
                10,
                10,
                Duration.ofMillis(100),
                2),
            keep);
    try (RawClient client = connect().post("")) {
      Received call = next();
      server.close();
      assertThat(client.isEnded()).isTrue();
      byte[] secret = {1, 2, 3};
      call.reply().respond(new WireResponse(200, "text/plain", List.of(), secret, true));
      assertThat(secret).containsOnly(0);
    }
  }

  @Test
  void closingTwiceIsHarmless() throws Exception {
    EdgeServer server = start(echo);
    server.close();
    server.close();
  }
}
