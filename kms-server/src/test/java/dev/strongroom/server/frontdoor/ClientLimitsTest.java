package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.malformed.Answer;
import dev.strongroom.server.malformed.RawConnection;
import dev.strongroom.server.malformed.RawRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one client can take from the others, at a whole server with short times and few places. */
@Tag("slow")
class ClientLimitsTest {
  private static final int PER_ADDRESS = 6;
  private static final int IN_ALL = 10;
  private static final int LONGEST_WAIT_MILLIS = 60_000;

  private static ServerProcess server;
  private static URI endpoint;
  private static FrontDoor.TestAccount account;

  @BeforeAll
  static void start() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-limits-");
    server =
        ServerProcess.start(
            directory,
            List.of(
                "--strongroom.edge.request-timeout=1s",
                "--strongroom.edge.idle-timeout=3s",
                "--strongroom.edge.maximum-per-address=" + PER_ADDRESS,
                "--strongroom.edge.maximum-connections=" + IN_ALL),
            Map.of());
    endpoint = server.endpoint();
    Home home = new Home(directory.toRealPath());
    account = TestAccounts.create(home, endpoint, TestDatabase.superuser(home));
  }

  @AfterAll
  static void stop() {
    server.close();
    TestDatabase.delete(server.home());
  }

  private static RawRequest call(String operation, String json) {
    return RawRequest.kms(account, operation, json);
  }

  private static void othersAreServed() {
    FrontDoor.await(
        () -> {
          try (RawConnection other = RawConnection.from("127.0.0.9", endpoint)) {
            assertThat(other.send(call("ListKeys", "{}").bytes()).answer().status()).isEqualTo(200);
          } catch (IOException full) {
            throw new AssertionError(full);
          }
        });
  }

  private static void isTooSlow(Answer answer) {
    assertThat(answer.status()).isEqualTo(408);
    assertThat(answer.code()).isEqualTo("RequestTimeoutException");
    assertThat(answer.header("x-amzn-requestid")).isNotEmpty();
    assertThat(answer.header("connection")).isEqualTo("close");
  }

  @Test
  void headerThatDoesNotEndIsAnsweredWhetherItDribblesOrStops() throws Exception {
    String head = call("ListKeys", "{}").head();
    String beginning = head.substring(0, head.length() - 4);
    for (String sent : List.of("P", "POST / HTTP/1.1\r\n", beginning)) {
      try (RawConnection silent = RawConnection.to(endpoint).send(sent);
          RawConnection dribbling = RawConnection.to(endpoint).send(sent)) {
        Thread dribbler = dribble(dribbling);
        isTooSlow(silent.answer());
        isTooSlow(dribbling.answer());
        dribbler.interrupt();
        dribbler.join();
      }
    }
    othersAreServed();
  }

  @Test
  void bodyThatDoesNotEndIsAnsweredWhetherItDribblesOrStops() throws Exception {
    RawRequest unfinished = call("ListKeys", "{}");
    unfinished.length = "1000";
    RawRequest chunked = call("ListKeys", "{}").withUnsigned("Transfer-Encoding", "chunked");
    chunked.length = null;
    RawRequest waiting = call("ListKeys", "{}").withUnsigned("Expect", "100-continue");
    for (String sent :
        List.of(unfinished.head(), unfinished.head() + "{", chunked.head() + "1\r\n{\r\n200\r\n")) {
      try (RawConnection silent = RawConnection.to(endpoint).send(sent);
          RawConnection dribbling = RawConnection.to(endpoint).send(sent)) {
        Thread dribbler = dribble(dribbling);
        isTooSlow(silent.answer());
        isTooSlow(dribbling.answer());
        dribbler.interrupt();
        dribbler.join();
      }
    }
    try (RawConnection promised = RawConnection.to(endpoint).send(waiting.head())) {
      assertThat(promised.answer().status()).isEqualTo(100);
      isTooSlow(promised.answer());
    }
    othersAreServed();
  }

  /** A byte now and then keeps a connection from looking idle, but buys no more time. */
  private static Thread dribble(RawConnection connection) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (!Thread.interrupted()) {
                  connection.send("y");
                  Thread.sleep(50);
                }
              } catch (IOException | InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @Test
  void idleConnectionsEndAndTheirPlacesAreGivenBack() throws Exception {
    List<RawConnection> idle = new ArrayList<>();
    for (int i = 0; i < PER_ADDRESS; i++) {
      RawConnection connection = RawConnection.from("127.0.0.3", endpoint);
      idle.add(connection);
      if (i % 2 == 0) {
        assertThat(connection.send(call("ListKeys", "{}").bytes()).answer().status())
            .isEqualTo(200);
      }
    }
    try (RawConnection oneMore = RawConnection.from("127.0.0.3", endpoint)) {
      Answer refused = oneMore.answer();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("ServiceUnavailableException");
      assertThat(refused.header("x-amzn-requestid")).isNotEmpty();
      assertThat(oneMore.isEnded()).isTrue();
    }
    othersAreServed();
    for (RawConnection connection : idle) {
      assertThat(connection.isEnded()).isTrue();
      connection.close();
    }
    FrontDoor.await(
        () -> {
          try (RawConnection again = RawConnection.from("127.0.0.3", endpoint)) {
            assertThat(again.send(call("ListKeys", "{}").bytes()).answer().status()).isEqualTo(200);
          } catch (IOException full) {
            throw new AssertionError(full);
          }
        });
  }

  @Test
  void connectionsOfAllAddressesTogetherAreBounded() throws Exception {
    List<RawConnection> open = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < IN_ALL + 2; i++) {
      RawConnection connection = RawConnection.from("127.0.1." + (i + 1), endpoint);
      open.add(connection);
      try {
        Answer answer = connection.send(call("ListKeys", "{}").bytes()).answer();
        refused += answer.status() == 503 ? 1 : 0;
      } catch (IOException reset) {
        refused++;
      }
    }
    assertThat(refused).isBetween(2, IN_ALL);
    for (RawConnection connection : open) {
      connection.close();
    }
    othersAreServed();
  }

  @Test
  void clientThatPipelinesAndReadsNoAnswersIsClosed() throws Exception {
    try (RawConnection greedy = RawConnection.from("127.0.0.4", endpoint)) {
      byte[] call = call("GenerateRandom", "{\"NumberOfBytes\":1024}").bytes();
      Thread writer = Thread.ofVirtual().start(() -> sendUntilClosed(greedy, call));
      assertThat(writer.join(java.time.Duration.ofMillis(LONGEST_WAIT_MILLIS))).isTrue();
    }
    othersAreServed();
  }

  private static void sendUntilClosed(RawConnection connection, byte[] call) {
    try {
      while (true) {
        connection.send(call);
      }
    } catch (IOException closed) {
      // That is what is waited for.
    }
  }
}
