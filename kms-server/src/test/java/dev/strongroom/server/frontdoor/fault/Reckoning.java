package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.TestDatabase;
import dev.strongroom.server.home.Home;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;

/** Holds what clients were told against the state and the trail that the server has. */
final class Reckoning {
  private static final int THREADS = 8;
  private static final int TRIES = 3;

  private final Ledger ledger;
  private final JdbcClient database;
  private final Set<String> succeeded = new HashSet<>();
  private final Queue<String> lost = new ConcurrentLinkedQueue<>();

  private Reckoning(Ledger ledger, JdbcClient database) {
    this.ledger = ledger;
    this.database = database;
  }

  static FaultResult of(Fault fault, Home home, Clients clients, List<Duration> recoveries)
      throws InterruptedException {
    Ledger ledger = clients.ledger();
    long acknowledged = ledger.acknowledged.sum();
    Reckoning reckoning = new Reckoning(ledger, TestDatabase.superuser(home));
    reckoning.compareState();
    reckoning.decryptEverything(clients);
    reckoning.readTrail();
    Set<String> withoutEvent = new HashSet<>(ledger.answered);
    withoutEvent.removeAll(reckoning.succeeded);
    return new FaultResult(
        fault.name(),
        acknowledged,
        ledger.refusals(),
        ledger.failedAttempts.sum(),
        List.copyOf(reckoning.lost),
        List.copyOf(ledger.wrong),
        List.copyOf(withoutEvent),
        recoveries,
        ledger.refusedInCalm.sum(),
        Duration.ofNanos(ledger.longestNanos.get()));
  }

  private void decryptEverything(Clients clients) throws InterruptedException {
    Queue<Ledger.Sealed> left = new ConcurrentLinkedQueue<>(ledger.sealed);
    List<Thread> threads = new ArrayList<>();
    // What a client disabled and could not enable again would not decrypt.
    KmsClient first = clients.patient();
    ledger.keys.stream()
        .filter(key -> !ledger.enabled.getOrDefault(key, false))
        .forEach(
            key -> {
              first.enableKey(r -> r.keyId(key));
              ledger.enabled.put(key, true);
            });
    for (int i = 0; i < THREADS; i++) {
      KmsClient kms = clients.patient();
      threads.add(
          Thread.startVirtualThread(
              () -> {
                for (var one = left.poll(); one != null; one = left.poll()) {
                  decrypt(kms, one);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void decrypt(KmsClient kms, Ledger.Sealed sealed) {
    String problem = "";
    for (int i = 0; i < TRIES; i++) {
      try {
        SdkBytes opened = LoadClient.opened(kms, sealed);
        if (!opened.equals(sealed.plaintext())) {
          ledger.complain("Decrypt answered another plaintext");
        }
        return;
      } catch (SdkException e) {
        problem = String.valueOf(e.getMessage());
      }
    }
    lost.add("an acknowledged ciphertext does not decrypt: " + problem);
  }

  private void readTrail() {
    database
        .sql(
            """
            SELECT event ->> 'requestID' FROM
              (SELECT convert_from(event, 'UTF8')::json AS event FROM audit_event) AS all_events
            WHERE event ->> 'errorCode' IS NULL
            """)
        .query(
            row -> {
              succeeded.add(row.getString(1));
            });
    ledger.refusedChanges.stream()
        .filter(succeeded::contains)
        .forEach(id -> ledger.complain("a change that was refused has happened: " + id));
  }

  private void compareState() {
    Map<String, String> states = pairs("SELECT key_id::text, state FROM kms_key");
    Map<String, String> targets = pairs("SELECT alias_name, key_id::text FROM alias");
    for (String key : ledger.keys) {
      if (!states.containsKey(key)) {
        lost.add("an acknowledged key is not there: " + key);
      }
    }
    ledger.aliases.forEach(
        (alias, key) -> {
          if (!key.equals(targets.get(alias))) {
            lost.add("an acknowledged alias is not there: " + alias);
          }
        });
    ledger.enabled.forEach(
        (key, enabled) -> {
          if (!(enabled ? "ENABLED" : "DISABLED").equals(states.get(key))) {
            lost.add("an acknowledged state is not there: " + key);
          }
        });
    // The other way round: a change without its event, or an event without its change.
    sameNumber("CreateKey", states.size());
    sameNumber("CreateAlias", targets.size());
  }

  private void sameNumber(String change, long rows) {
    long events =
        database
            .sql(
                """
                SELECT count(*) FROM
                  (SELECT convert_from(event, 'UTF8')::json AS event FROM audit_event) AS all_events
                WHERE event ->> 'errorCode' IS NULL AND event ->> 'eventName' = ?
                """)
            .param(change)
            .query(Long.class)
            .single();
    if (events != rows) {
      ledger.complain(events + " events of " + change + " for " + rows + " rows");
    }
  }

  private Map<String, String> pairs(String query) {
    Map<String, String> pairs = new HashMap<>();
    database
        .sql(query)
        .query(
            row -> {
              pairs.put(row.getString(1), row.getString(2));
            });
    return pairs;
  }
}
