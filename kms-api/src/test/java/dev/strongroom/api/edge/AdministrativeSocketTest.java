package dev.strongroom.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.api.wire.WireHandler;
import dev.strongroom.api.wire.WireRequest;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministrativeSocketTest extends EdgeFixture {
  @TempDir Path directory = Path.of("unset");

  @Test
  void callsByTheSocketReachTheAdministrativeHandlerAndAreMarked() throws Exception {
    Path socket = directory.resolve("admin.sock");
    var seen = new LinkedBlockingQueue<WireRequest>();
    WireHandler administrative =
        (request, reply) -> {
          seen.add(request);
          echo.handle(request, reply);
        };
    EdgeSettings settings = patient().withAdministrativeSocket(socket);
    try (EdgeServer server =
            EdgeServer.start(settings, transport, keep, administrative, Clock.systemUTC());
        RawClient client = RawClient.unix(socket)) {
      assertThat(client.post("x").post("y").answer().body()).isEqualTo("POST /? x");
      assertThat(client.answer().body()).isEqualTo("POST /? y");
      WireRequest request = seen.take();
      assertThat(request.administrative()).isTrue();
      assertThat(request.remoteAddress()).isEqualTo("local");
      assertThat(received).isEmpty();
      assertThat(server.port()).isPositive();
    }
  }

  @Test
  void fileIsTheOwnersAloneAndGoesWithTheServer() throws Exception {
    Path socket = directory.resolve("admin.sock");
    EdgeServer server = startWithSocket(socket);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(socket);
    }
    server.close();
    assertThat(socket).doesNotExist();
  }

  @Test
  void fileOfAServerThatDiedIsReplaced() throws Exception {
    Path socket = directory.resolve("admin.sock");
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
    startWithSocket(socket);
    try (RawClient client = RawClient.unix(socket)) {
      assertThat(client.post("").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void fileThatSomebodyListensOnIsLeftAlone() throws Exception {
    Path socket = directory.resolve("admin.sock");
    startWithSocket(socket);
    EdgeSettings second = patient().withAdministrativeSocket(socket);
    assertThatThrownBy(() -> EdgeServer.start(second, transport, keep, echo, Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another server listens");
    try (RawClient client = RawClient.unix(socket)) {
      assertThat(client.post("").answer().status()).isEqualTo(200);
    }
  }

  @Test
  void fileThatIsNoSocketIsLeftAlone() throws Exception {
    Path file = Files.writeString(directory.resolve("admin.sock"), "precious");
    assertThatThrownBy(() -> startWithSocket(file)).hasMessageContaining("not a socket");
    assertThat(file).hasContent("precious");
  }

  @Test
  void pathThatIsTooLongIsSaidToBe() throws Exception {
    Path deep = Files.createDirectories(directory.resolve("d".repeat(100)));
    assertThatThrownBy(() -> startWithSocket(deep.resolve("admin.sock")))
        .hasMessageContaining("too long for a Unix socket");
  }

  @Test
  void fileThatAnotherServerHasPutThereMeanwhileIsNotRemoved() throws Exception {
    Path socket = directory.resolve("admin.sock");
    EdgeServer server = startWithSocket(socket);
    Files.delete(socket);
    try (var other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Path elsewhere = directory.resolve("other.sock");
      other.bind(UnixDomainSocketAddress.of(elsewhere));
      Files.move(elsewhere, socket);
      server.close();
      assertThat(socket).exists();
    }
  }
}
