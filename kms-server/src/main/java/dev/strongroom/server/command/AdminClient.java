package dev.strongroom.server.command;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.AdminSocket;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the running server over its administrative socket: HTTP/1.1, one request to a connection. A
 * platform operation is a {@code POST /} in AWS JSON 1.1, the health a {@code GET /health}.
 */
public final class AdminClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final Home home;

  public AdminClient(Home home) {
    this.home = home;
  }

  /**
   * @param operation such as {@code CreateAccount}
   * @param request its members
   * @throws NotRunning when nobody listens
   * @throws Refused when the server refuses the request
   * @throws StartFailure when the server fails, or does not answer at all
   */
  public JsonNode call(String operation, JsonNode request)
      throws IOException, InterruptedException {
    byte[] body = JSON.writeValueAsBytes(request);
    String head =
        "POST / HTTP/1.1\r\n"
            + "Content-Type: application/x-amz-json-1.1\r\n"
            + "X-Amz-Target: StrongroomPlatform."
            + operation
            + "\r\nContent-Length: "
            + body.length
            + "\r\n";
    return result(operation, exchange(head, body));
  }

  /**
   * How the server does: {@code Ready}, and {@code Parts} with {@code Name} and {@code Status}.
   * Takes some seconds when a part does not answer.
   *
   * @throws NotRunning when nobody listens
   * @throws StartFailure when the server fails, or does not answer at all
   */
  public JsonNode health() throws IOException, InterruptedException {
    return result("The look at the health", exchange("GET /health HTTP/1.1\r\n", new byte[0]));
  }

  private HttpAnswer exchange(String head, byte[] body) throws IOException, InterruptedException {
    Path socket = AdminSocket.find(home).orElseThrow(() -> new NotRunning(home));
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      String whole = head + "Host: localhost\r\nConnection: close\r\n\r\n";
      write(channel, whole.getBytes(StandardCharsets.US_ASCII));
      write(channel, body);
      return HttpAnswer.parse(readAll(channel));
    } catch (ConnectException e) {
      throw new NotRunning(home);
    }
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** A blocking channel has no time-out of its own; leaving closes it, which ends the reader. */
  private static byte[] readAll(SocketChannel channel) throws IOException, InterruptedException {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            answer.complete(Channels.newInputStream(channel).readNBytes(HttpAnswer.LARGEST));
          } catch (IOException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the administrative socket", e.getCause());
    } catch (TimeoutException e) {
      throw new StartFailure(
          "The server does not answer on its administrative socket.",
          "Look at ./strongroom logs.",
          e);
    }
  }

  private static JsonNode result(String asked, HttpAnswer answer) {
    JsonNode body = JSON.readTree(answer.body());
    if (answer.status() == 200) {
      return body;
    }
    String code = body.path("__type").asString("error " + answer.status());
    // It may repeat what was asked for.
    String message = Printable.of(body.path("message").asString("no message"));
    if (answer.status() < 500) {
      throw new Refused(code, message);
    }
    throw new StartFailure(
        "%s failed: %s: %s".formatted(asked, code, message), "Look at ./strongroom logs.");
  }
}
