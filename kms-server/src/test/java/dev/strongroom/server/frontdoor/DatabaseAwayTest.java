package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/** What an operator sees of a database that has gone. */
@Tag("slow")
class DatabaseAwayTest {
  private ServerProcess server;
  private Home home;

  @BeforeEach
  void start() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-away-");
    server = ServerProcess.start(directory, List.of(), Map.of());
    home = new Home(directory.toRealPath());
  }

  @AfterEach
  void stop() {
    server.close();
    TestDatabase.delete(server.home());
  }

  @Test
  void theServerIsNotReadyButAliveAndEveryFailedCallIsInTheLog() throws Exception {
    KmsClient kms =
        TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home)).kms();
    String key = kms.createKey().keyMetadata().keyId();
    kms.encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromUtf8String("x")));
    assertThat(server.management().get("/actuator/health/readiness").statusCode()).isEqualTo(200);

    ProcessHandle postgres = ProcessHandle.of(TestDatabase.pid(home)).orElseThrow();
    postgres.destroyForcibly();
    postgres.onExit().join();

    FrontDoor.await(
        () -> {
          var ready = server.management().get("/actuator/health/readiness");
          assertThat(ready.statusCode()).isEqualTo(503);
          assertThat(ready.body()).contains("\"audit\":{\"status\":\"DOWN\"}");
        });
    assertThat(server.management().get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    AwsServiceException failed =
        errorOf(() -> kms.encrypt(r -> r.keyId(key).plaintext(SdkBytes.fromUtf8String("x"))));
    assertThat(failed.statusCode()).isEqualTo(500);
    FrontDoor.await(
        () ->
            assertThat(home.serverLog())
                .content()
                .containsPattern(
                    "WARN.*\\[" + failed.requestId() + "\\] .*kms:Encrypt ended with Dependency"));
  }
}
