package dev.strongroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.failure.StartFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
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
  void ofAServersArgumentsOnlyItsHomeIsTold() {
    assertThat(
            PortHolder.homeIn(
                "-Dsecret=x", "-Dstrongroom.home=/a home", "-jar", "s.jar", "serve", "--", "--p=y"))
        .contains("/a home");
    assertThat(PortHolder.homeIn("-Dstrongroom.home=/h", "-jar", "s.jar", "status")).isEmpty();
    assertThat(PortHolder.homeIn("-jar", "other.jar", "serve")).isEmpty();
    PortHolder server = new PortHolder(7, "java", Optional.of("/h"));
    assertThat(server).hasToString("the Strongroom server of /h (pid 7)");
    assertThat(server.stop()).contains("kill 7");
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
