package dev.strongroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.failure.StartFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void aTakenPortNamesItsHolderAndTheOption() throws Exception {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> Ports.requireFree("API", "127.0.0.1", held.getLocalPort()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(
              "Port %d for the API on 127.0.0.1 is taken by java (pid %d)"
                  .formatted(held.getLocalPort(), ProcessHandle.current().pid()))
          .extracting(thrown -> ((StartFailure) thrown).remedy())
          .asString()
          .contains("--port N");
    }
  }

  @Test
  void aFreePortIsFoundFree() throws Exception {
    int port;
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = held.getLocalPort();
    }
    Ports.requireFree("API", "127.0.0.1", port);
    assertThat(PortHolder.of(port)).isEmpty();
  }
}
