package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import tools.jackson.databind.JsonNode;

/** The token goes away under a running server, and comes back. */
@Tag("slow")
class WithoutHsmTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("x");

  private ServerProcess server;
  private Home home;

  @BeforeEach
  void start() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-without-hsm-");
    server =
        ServerProcess.start(directory, List.of("--strongroom.key-ring.without-hsm=4s"), Map.of());
    home = new Home(directory.toRealPath());
  }

  @AfterEach
  void stop() {
    server.close();
    TestDatabase.delete(server.home());
  }

  @Test
  void openedKeysEndWithTheTokenAndComeBackWithIt() throws Exception {
    FrontDoor.TestAccount account =
        TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home));
    KmsClient kms = account.kms();
    String key = kms.createKey().keyMetadata().keyId();
    assertThat(encrypt(kms, key)).isNotNull();
    FrontDoor.await(() -> assertThat(health("")).contains("\"status\":\"UP\""));

    Path tokens = home.softHsm().resolve("tokens");
    Path aside = home.softHsm().resolve("aside");
    Files.move(tokens, aside);
    FrontDoor.await(
        () -> assertThat(codeOf(() -> encrypt(kms, key))).isEqualTo("KeyUnavailableException"));
    assertThat(Errors.errorOf(() -> encrypt(kms, key)).statusCode()).isEqualTo(500);
    // What needs the seal of a row, too; and who is known can still see who it is.
    assertThat(codeOf(() -> kms.disableKey(r -> r.keyId(key))))
        .isEqualTo("KeyUnavailableException");
    assertThat(account.sts().getCallerIdentity().account()).isEqualTo(account.id());
    FrontDoor.await(() -> assertThat(health("")).contains("\"status\":\"DOWN\""));

    assertThat(health("/readiness")).contains("\"status\":\"UP\"");

    Files.move(aside, tokens);
    FrontDoor.await(() -> assertThat(served(kms, key)).isTrue());
    FrontDoor.await(() -> assertThat(health("")).contains("\"status\":\"UP\""));
    assertThat(account.events())
        .filteredOn(event -> isRefusal(event, "Encrypt"))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(account.events()).filteredOn(event -> isRefusal(event, "DisableKey")).hasSize(1);
  }

  private static boolean isRefusal(JsonNode event, String operation) {
    return event.path("eventName").asString().equals(operation)
        && event.path("errorCode").asString("").equals("KeyUnavailableException");
  }

  private static SdkBytes encrypt(KmsClient kms, String key) {
    return kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)).ciphertextBlob();
  }

  private static boolean served(KmsClient kms, String key) {
    try {
      return encrypt(kms, key) != null;
    } catch (software.amazon.awssdk.services.kms.model.KmsException notYet) {
      return false;
    }
  }

  private String health(String group) {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + (server.endpoint().getPort() + 2) + "/actuator/health" + group);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (ConnectException notYetOpen) {
      return "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
