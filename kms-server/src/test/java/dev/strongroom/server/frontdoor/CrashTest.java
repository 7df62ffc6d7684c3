package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills a server, or its PostgreSQL, under a mixed load, and holds the trail against what clients
 * received.
 */
@Tag("slow")
class CrashTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("x");
  private static final int CLIENTS = 8;
  private static final int ROUNDS = Integer.getInteger("strongroom.crash.rounds", 1);
  private static final long LOAD_MILLIS = 1_500;

  private ServerProcess server;
  private Home home;

  /** What is killed. */
  enum Victim {
    SERVER,
    POSTGRES
  }

  @BeforeEach
  void start() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-crash-");
    server = ServerProcess.start(directory, List.of(), Map.of());
    home = new Home(directory.toRealPath());
  }

  @AfterEach
  void stop() {
    server.close();
    TestDatabase.delete(server.home());
  }

  @ParameterizedTest
  @EnumSource(Victim.class)
  void everyAnswerIsInTheTrailAndEveryChangeHasItsEvent(Victim victim) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Set<String> answered = ConcurrentHashMap.newKeySet();
      Map<String, Boolean> acknowledged = loadUntilKilled(victim, answered);
      if (victim == Victim.POSTGRES) {
        server.close();
      }
      server.restart();
      verify(answered, acknowledged);
    }
  }

  /** Each client has a key of its own, so that the order of its changes is known. */
  private Map<String, Boolean> loadUntilKilled(Victim victim, Set<String> answered)
      throws Exception {
    FrontDoor.TestAccount account =
        TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home));
    AtomicBoolean stop = new AtomicBoolean();
    Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
    Thread[] clients = new Thread[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
      KmsClient kms = account.kms();
      String key = kms.createKey().keyMetadata().keyId();
      clients[i] =
          Thread.startVirtualThread(() -> callUntilStopped(kms, key, stop, answered, acknowledged));
    }
    Thread.sleep(LOAD_MILLIS);
    if (victim == Victim.SERVER) {
      server.kill();
    } else {
      ProcessHandle.of(TestDatabase.pid(home)).orElseThrow().destroyForcibly();
      Thread.sleep(300);
    }
    stop.set(true);
    for (Thread client : clients) {
      client.join();
    }
    assertThat(answered).hasSizeGreaterThan(CLIENTS);
    return acknowledged;
  }

  private static void callUntilStopped(
      KmsClient kms,
      String key,
      AtomicBoolean stop,
      Set<String> answered,
      Map<String, Boolean> acknowledged) {
    boolean enabled = true;
    while (!stop.get()) {
      try {
        for (int i = 0; i < 5; i++) {
          answered.add(
              kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)).responseMetadata().requestId());
        }
        answered.add(kms.disableKey(r -> r.keyId(key)).responseMetadata().requestId());
        enabled = false;
        acknowledged.put(key, enabled);
        answered.add(kms.enableKey(r -> r.keyId(key)).responseMetadata().requestId());
        enabled = true;
        acknowledged.put(key, enabled);
      } catch (SdkException noAnswer) {
        // The last change may or may not have happened: what is acknowledged is not known any more.
        acknowledged.remove(key);
        return;
      }
    }
  }

  private void verify(Set<String> answered, Map<String, Boolean> acknowledged) {
    JdbcClient superuser = TestDatabase.superuser(home);
    Map<String, JsonNode> trail = new HashMap<>();
    Map<String, String> lastChange = new HashMap<>();
    superuser
        .sql("SELECT event FROM audit_event ORDER BY event_id")
        .query(
            row -> {
              JsonNode event = JsonMapper.shared().readTree(row.getBytes("event"));
              trail.put(event.path("requestID").asString(), event);
            });
    assertThat(trail.keySet()).containsAll(answered);
    superuser
        .sql("SELECT key_id::text, state FROM kms_key")
        .query(
            row -> {
              lastChange.put(row.getString(1), row.getString(2));
            });
    acknowledged.forEach(
        (key, enabled) ->
            assertThat(lastChange.get(key)).isEqualTo(enabled ? "ENABLED" : "DISABLED"));
    everySuccessEventHasItsState(trail, lastChange);
  }

  /** Each change's event was committed with the change: as many enabling as the state says. */
  private static void everySuccessEventHasItsState(
      Map<String, JsonNode> trail, Map<String, String> states) {
    states.forEach(
        (key, state) -> {
          long disabled = count(trail, "DisableKey", key);
          long enabled = count(trail, "EnableKey", key);
          assertThat(disabled - enabled).isEqualTo(state.equals("DISABLED") ? 1 : 0);
        });
  }

  private static long count(Map<String, JsonNode> trail, String name, String key) {
    return trail.values().stream()
        .filter(event -> event.path("eventName").asString().equals(name))
        .filter(event -> !event.has("errorCode"))
        .filter(event -> event.path("requestParameters").path("keyId").asString().equals(key))
        .count();
  }
}
