package dev.strongroom.server.frontdoor.fault;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What clients were told, to be held against the server's state and trail afterwards. A call is
 * what an application makes; an attempt is one HTTP request of it, of which the SDK makes several.
 */
final class Ledger {
  private static final int MOST_COMPLAINTS = 100;
  private static final Set<String> CHANGES =
      Set.of("CreateKey", "CreateAlias", "EnableKey", "DisableKey");

  /** Request ids of attempts that were answered with 200. */
  final Set<String> answered = ConcurrentHashMap.newKeySet();

  /** Request ids of changes that were answered with an error. */
  final Set<String> refusedChanges = ConcurrentHashMap.newKeySet();

  final Queue<Sealed> sealed = new ConcurrentLinkedQueue<>();
  final Set<String> keys = ConcurrentHashMap.newKeySet();

  /** Alias name to the id of its key. */
  final Map<String, String> aliases = new ConcurrentHashMap<>();

  /** Whether a key is enabled; without an entry when its last change got no answer. */
  final Map<String, Boolean> enabled = new ConcurrentHashMap<>();

  /** Answers that are wrong whatever happens to the server. */
  final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  final LongAdder acknowledged = new LongAdder();
  final LongAdder failedAttempts = new LongAdder();
  final LongAdder refusedInCalm = new LongAdder();
  final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

  /** When the last fault was over, as a nanoTime; 0 during a fault. */
  volatile long calmSince = System.nanoTime();

  private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

  /** An acknowledged ciphertext. */
  record Sealed(SdkBytes ciphertext, SdkBytes plaintext, Map<String, String> context) {}

  /** One HTTP answer. */
  void attempt(String operation, int status, String requestId) {
    if (status == 200) {
      answered.add(requestId);
      return;
    }
    failedAttempts.increment();
    if (CHANGES.contains(operation)) {
      refusedChanges.add(requestId);
    }
  }

  /** A call that ended as it should. */
  void acknowledge(long begun) {
    acknowledged.increment();
    longestNanos.accumulate(System.nanoTime() - begun);
  }

  /** A call that was refused, or got no answer, in spite of the SDK's retries. */
  void refuse(String code, long begun) {
    refused.computeIfAbsent(code, any -> new LongAdder()).increment();
    longestNanos.accumulate(System.nanoTime() - begun);
    long calm = calmSince;
    if (calm != 0 && begun - calm > 0) {
      refusedInCalm.increment();
    }
  }

  void complain(String complaint) {
    if (wrong.size() < MOST_COMPLAINTS) {
      wrong.add(complaint);
    }
  }

  /** How many calls were refused, by error code. */
  Map<String, Long> refusals() {
    Map<String, Long> counts = new TreeMap<>();
    refused.forEach((code, count) -> counts.put(code, count.sum()));
    return counts;
  }
}
