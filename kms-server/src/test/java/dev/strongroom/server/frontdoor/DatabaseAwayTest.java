package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.command.AdminClient;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import tools.jackson.databind.JsonNode;

/** What an operator sees of a database that has gone. */
@Tag("slow")
class DatabaseAwayTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("x");

  private ServerProcess server;
  private Home home;
  private FrontDoor.TestAccount account;

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
    account = TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home));
    KmsClient kms = account.kms();
    String key = kms.createKey().keyMetadata().keyId();
    kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT));
    FrontDoor.await(() -> assertThat(readiness().statusCode()).isEqualTo(200));

    Path control = home.postgresData().resolve("global/pg_control");
    Path aside = control.resolveSibling("pg_control.aside");
    Files.move(control, aside); // or it would be started again at once
    ProcessHandle postgres = ProcessHandle.of(TestDatabase.pid(home)).orElseThrow();
    postgres.destroyForcibly();
    postgres.onExit().join();
    try {
      seeThatItIsAway(kms, key);
    } finally {
      Files.move(aside, control);
    }
    FrontDoor.await(() -> assertThat(readiness().statusCode()).isEqualTo(200));
    assertThat(kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)).ciphertextBlob()).isNotNull();
  }

  private HttpResponse<String> readiness() {
    return server.management().get("/actuator/health/readiness");
  }

  private void seeThatItIsAway(KmsClient kms, String key) throws Exception {
    FrontDoor.await(
        () -> {
          var ready = readiness();
          assertThat(ready.statusCode()).isEqualTo(503);
          assertThat(ready.body()).contains("\"audit\":{\"status\":\"DOWN\"}");
        });
    assertThat(server.management().get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    JsonNode health = new AdminClient(home).health();
    assertThat(health.path("Ready").asBoolean(true)).isFalse();
    assertThat(health.path("Parts").toString())
        .contains(part("db", "DOWN"), part("audit", "DOWN"), part("hsm", "UP"));
    assertThat(home.serverLog()).content().doesNotContain("health check failed");
    AwsServiceException failed = errorOf(() -> kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)));
    assertThat(failed.statusCode()).isEqualTo(500);
    seeOneLine(failed.requestId(), "kms:Encrypt ended with Dependency.*Exception: ");
    AwsServiceException change = errorOf(kms::createKey);
    assertThat(change.statusCode()).isEqualTo(500);
    seeOneLine(change.requestId(), "kms:CreateKey ended with Dependency.*Exception: ");
    AwsServiceException stranger =
        errorOf(() -> account.withAccessKey("AKIA" + "A".repeat(16)).kms().listKeys());
    assertThat(stranger.statusCode()).isEqualTo(500);
    seeOneLine(stranger.requestId(), "rejected with Dependency.*Exception: ");
  }

  private static String part(String name, String status) {
    return "{\"Name\":\"%s\",\"Status\":\"%s\"}".formatted(name, status);
  }

  /** Of a call that lacks the database there is one line, and no trace behind it. */
  private void seeOneLine(String requestId, String pattern) {
    FrontDoor.await(
        () -> assertThat(linesOf(requestId)).singleElement().asString().containsPattern(pattern));
    assertThat(linesOf(requestId).getFirst()).contains(" WARN ");
    assertThat(home.serverLog()).content().doesNotContainPattern(requestId + "[^\n]*\n\\s");
  }

  private List<String> linesOf(String requestId) {
    try (Stream<String> lines = Files.lines(home.serverLog())) {
      return lines.filter(line -> line.contains(requestId)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
