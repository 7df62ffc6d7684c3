package dev.strongroom.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.AdminSocket;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeOpening;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class AdminClientTest {
  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void open() {
    home = HomeOpening.open(new Home(directory.resolve("home").toAbsolutePath()), note -> {});
  }

  @Test
  void sendsTheOperationAndReadsTheAnswer() throws Exception {
    String answer =
        "HTTP/1.1 200 OK\r\ncontent-length: 30\r\n\r\n{\"AccountId\": \"111122223333\"} ";
    try (Answering server = new Answering(home, answer)) {
      JsonNode made = call("CreateAccount", JsonNodeFactory.instance.objectNode().put("Name", "é"));
      assertThat(made.path("AccountId").asString()).isEqualTo("111122223333");
      assertThat(server.request.join())
          .startsWith("POST / HTTP/1.1\r\n")
          .contains("\r\nX-Amz-Target: StrongroomPlatform.CreateAccount\r\n")
          .contains("\r\nContent-Type: application/x-amz-json-1.1\r\n")
          .contains("\r\nContent-Length: 13\r\n")
          .endsWith("{\"Name\":\"é\"}");
    }
  }

  @Test
  void asksForTheHealthByAPathOfItsOwn() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"Ready\":true}";
    try (Answering server = new Answering(home, answer)) {
      assertThat(new AdminClient(home).health().path("Ready").asBoolean()).isTrue();
      assertThat(server.request.join())
          .startsWith("GET /health HTTP/1.1\r\n")
          .doesNotContain("Content-Length")
          .endsWith("\r\n\r\n");
    }
  }

  @Test
  void tellsTheErrorOfTheServer() throws Exception {
    String body = "{\"__type\":\"AlreadyExistsException\",\"message\":\"There is \\u001b.\"}";
    String answer =
        "HTTP/1.1 400 Bad Request\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    try (Answering server = new Answering(home, answer)) {
      assertThat(server.request).isNotDone();
      assertThatThrownBy(() -> call("CreateAccount", JsonNodeFactory.instance.objectNode()))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("AlreadyExistsException: There is \\u001b.");
    }
  }

  @Test
  void tellsThatTheServerFailed() throws Exception {
    String body = "{\"__type\":\"KMSInternalException\",\"message\":\"It broke.\"}";
    String answer =
        "HTTP/1.1 500 Server Error\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    try (Answering server = new Answering(home, answer)) {
      assertThat(server.request).isNotDone();
      assertThatThrownBy(() -> call("CreateAccount", JsonNodeFactory.instance.objectNode()))
          .isInstanceOf(StartFailure.class)
          .hasMessage("CreateAccount failed: KMSInternalException: It broke.");
    }
  }

  @Test
  void refusesAnAnswerThatBreaksOff() throws Exception {
    try (Answering server = new Answering(home, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}")) {
      assertThat(server.request).isNotDone();
      assertThatThrownBy(() -> call("Status", JsonNodeFactory.instance.objectNode()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not whole");
    }
  }

  @Test
  void saysThatNothingRunsWithoutASocketOrWithADeadOne() throws Exception {
    assertThatThrownBy(() -> call("Status", JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(NotRunning.class);
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(AdminSocket.prepare(home)));
    }
    assertThatThrownBy(() -> call("Status", JsonNodeFactory.instance.objectNode()))
        .isInstanceOf(NotRunning.class);
  }

  private JsonNode call(String operation, ObjectNode request) throws Exception {
    return new AdminClient(home).call(operation, request);
  }

  /** Answers one connection with fixed bytes. */
  private static final class Answering implements AutoCloseable {
    private final ServerSocketChannel listening;
    final CompletableFuture<String> request = new CompletableFuture<>();

    Answering(Home home, String answer) throws IOException {
      listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      listening.bind(UnixDomainSocketAddress.of(AdminSocket.prepare(home)));
      Thread.startVirtualThread(() -> answer(answer));
    }

    private void answer(String answer) {
      try (SocketChannel connection = listening.accept()) {
        ByteBuffer received = ByteBuffer.allocate(1 << 16);
        do {
          connection.read(received);
        } while (!isWhole(
            new String(received.array(), 0, received.position(), StandardCharsets.UTF_8)));
        request.complete(
            new String(received.array(), 0, received.position(), StandardCharsets.UTF_8));
        connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
      } catch (IOException e) {
        request.completeExceptionally(e);
      }
    }

    private static boolean isWhole(String request) {
      return request.startsWith("GET ") ? request.endsWith("\r\n\r\n") : request.endsWith("}");
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
