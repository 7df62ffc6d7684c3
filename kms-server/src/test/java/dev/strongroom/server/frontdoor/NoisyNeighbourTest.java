package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * The long form of "one account's ten thousand keys do not slow another's one key" (CONTRIBUTING.md
 * says how to run it): it measures and prints, and asserts only that every call was answered. The
 * build holds the behaviour in KeyRingTest and FairQueueTest.
 *
 * <p>One client calls with its one key, one call after the other. Beside it there is, in turns of a
 * few seconds so that the machine's other load cancels out: nobody; a neighbour that calls at a
 * fixed rate with one key; and the same neighbour at the same rate with all its keys in turn, for a
 * tenth of which there is room.
 */
@EnabledIfSystemProperty(named = "test.noisy-neighbour.keys", matches = "[0-9]+")
class NoisyNeighbourTest {
  private static final int KEYS = Integer.getInteger("test.noisy-neighbour.keys", 10_000);
  private static final int RATE = Integer.getInteger("test.noisy-neighbour.rate", 100);
  private static final int ROUNDS = Integer.getInteger("test.noisy-neighbour.rounds", 12);
  private static final int TURN_SECONDS = 3;
  private static final int MAKERS = 8;
  // A key with its material takes about 2.3 kB.
  private static final int ROOM = 230 * KEYS;

  /** What the neighbour does. */
  private enum Neighbour {
    NOBODY,
    ON_ONE_KEY,
    ON_ALL_KEYS
  }

  private record Turn(long[] micros, double serverCpu) {}

  @Test
  void theOneKeyOfAnAccountIsNotSlowedByAnothersMany() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-neighbour-");
    try (ServerProcess server =
        ServerProcess.start(
            directory, List.of("--strongroom.key-ring.maximum-size=" + ROOM + "B"), Map.of())) {
      Home home = new Home(directory.toRealPath());
      var small = TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home));
      var noisy = TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home));
      String key = small.kms().createKey().keyMetadata().keyId();
      List<String> keys = make(noisy);
      Map<Neighbour, List<Turn>> turns = new EnumMap<>(Neighbour.class);
      for (int round = 0; round <= ROUNDS; round++) {
        for (Neighbour neighbour : Neighbour.values()) {
          Turn turn = turn(server, small, key, noisy, keys, neighbour);
          if (round > 0) { // the first warms up
            turns.computeIfAbsent(neighbour, same -> new ArrayList<>()).add(turn);
          }
        }
      }
      print(turns);
    } finally {
      TestDatabase.delete(directory);
    }
  }

  private static List<String> make(FrontDoor.TestAccount account) {
    List<String> keys = java.util.Collections.synchronizedList(new ArrayList<>());
    AtomicInteger left = new AtomicInteger(KEYS);
    List<Thread> makers =
        IntStream.range(0, MAKERS)
            .mapToObj(
                maker ->
                    Thread.startVirtualThread(
                        () -> {
                          KmsClient kms = account.kms();
                          while (left.getAndDecrement() > 0) {
                            keys.add(kms.createKey().keyMetadata().keyId());
                          }
                        }))
            .toList();
    makers.forEach(NoisyNeighbourTest::join);
    assertThat(keys).hasSize(KEYS);
    return keys;
  }

  private static Turn turn(
      ServerProcess server,
      FrontDoor.TestAccount small,
      String key,
      FrontDoor.TestAccount noisy,
      List<String> keys,
      Neighbour neighbour)
      throws IOException {
    List<String> used =
        switch (neighbour) {
          case NOBODY -> List.of();
          case ON_ONE_KEY -> keys.subList(0, 1);
          case ON_ALL_KEYS -> keys;
        };
    List<Long> micros = new ArrayList<>();
    Duration before = server.cpu();
    try (OpenLoop loop = new OpenLoop(noisy, used, RATE);
        KeptConnection connection = new KeptConnection(small.endpoint())) {
      byte[] call = OpenLoop.encrypt(small, key);
      long end = System.nanoTime() + Duration.ofSeconds(TURN_SECONDS).toNanos();
      for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
        assertThat(connection.call(call)).isEqualTo(200);
        micros.add((System.nanoTime() - start) / 1_000);
      }
      loop.requireAllServed();
    }
    double cpu = server.cpu().minus(before).toNanos() / 1e9 / TURN_SECONDS;
    return new Turn(micros.stream().mapToLong(Long::longValue).sorted().toArray(), cpu);
  }

  private static void print(Map<Neighbour, List<Turn>> turns) {
    System.out.printf("%d keys, %d calls/s by the neighbour, %d rounds%n", KEYS, RATE, ROUNDS);
    turns.forEach(
        (neighbour, all) ->
            System.out.printf(
                "%-12s p50 %6.0f us  p99 %6.0f us  %6.0f calls/s  server CPU %.2f cores%n",
                neighbour,
                median(all.stream().mapToDouble(turn -> at(turn.micros(), 50)).toArray()),
                median(all.stream().mapToDouble(turn -> at(turn.micros(), 99)).toArray()),
                median(all.stream().mapToDouble(turn -> turn.micros().length).toArray())
                    / TURN_SECONDS,
                median(all.stream().mapToDouble(Turn::serverCpu).toArray())));
    System.out.printf(
        "median latency beside all keys : one key = %.3f, all keys : nobody = %.3f%n",
        ratio(turns, Neighbour.ON_ONE_KEY), ratio(turns, Neighbour.NOBODY));
  }

  /** The median over the rounds of the ratio within each round. */
  private static double ratio(Map<Neighbour, List<Turn>> turns, Neighbour other) {
    return median(
        IntStream.range(0, ROUNDS)
            .mapToDouble(
                round ->
                    at(turns.get(Neighbour.ON_ALL_KEYS).get(round).micros(), 50)
                        / at(turns.get(other).get(round).micros(), 50))
            .toArray());
  }

  private static double at(long[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  private static double median(double[] values) {
    double[] sorted = java.util.Arrays.stream(values).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
