package dev.strongroom.bench;

import dev.strongroom.domain.algorithm.KeySpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys that are measured with: of each spec as many in each account, in an order in which
 * neighbours are of different accounts.
 */
record Fixture(Map<KeySpec, List<KeyOfAccount>> keys) {
  private static final int MAKERS = 8;
  // Of other specs than the symmetric one: an RSA pair takes a tenth of a second.
  private static final int FEW = 10;

  /**
   * Makes them, each with what it makes.
   *
   * @param count of symmetric keys; of the other specs there are ten
   */
  static Fixture make(Presigner presigner, List<Account> accounts, Set<KeySpec> specs, int count) {
    Map<KeySpec, List<KeyOfAccount>> keys = new EnumMap<>(KeySpec.class);
    for (KeySpec spec : specs) {
      int number = spec == KeySpec.SYMMETRIC_DEFAULT ? count : FEW;
      keys.put(spec, make(presigner, accounts, spec, number));
    }
    return new Fixture(Collections.unmodifiableMap(keys));
  }

  private static List<KeyOfAccount> make(
      Presigner presigner, List<Account> accounts, KeySpec spec, int count) {
    List<KeyOfAccount> keys = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService makers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> made = new ArrayList<>();
      for (int maker = 0; maker < MAKERS; maker++) {
        int first = maker;
        made.add(
            makers.submit(
                () -> {
                  for (int i = first; i < count; i += MAKERS) {
                    keys.add(make(presigner, accounts.get(i % accounts.size()), spec));
                  }
                }));
      }
      for (Future<?> each : made) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The keys could not be made.", e.getCause());
    }
    return List.copyOf(keys);
  }

  private static KeyOfAccount make(Presigner presigner, Account account, KeySpec spec) {
    try (Connection connection = new Connection(presigner.target())) {
      String id =
          call(connection, presigner.sign(account, "CreateKey", Calls.createKey(spec)))
              .path("KeyMetadata")
              .path("KeyId")
              .asString();
      KeyOfAccount key = new KeyOfAccount(account, spec, id, "");
      return switch (spec.type()) {
        case SYMMETRIC -> {
          byte[] encrypt = presigner.sign(account, "Encrypt", Calls.encrypt(key));
          yield key.thatMade(call(connection, encrypt).path("CiphertextBlob").asString());
        }
        case HMAC -> key;
        default -> {
          byte[] sign = presigner.sign(account, "Sign", Calls.sign(key));
          yield key.thatMade(call(connection, sign).path("Signature").asString());
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode call(Connection connection, byte[] request) throws IOException {
    Connection.Answer answer = connection.call(request);
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.status() + " " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Whether the workload is of the many keys, for which a small cache has no room. */
  static boolean hasMany(Workload workload) {
    return workload.spec() == KeySpec.SYMMETRIC_DEFAULT;
  }

  /** One signed request a key. */
  List<byte[]> requests(Presigner presigner, Workload workload) {
    List<KeyOfAccount> used = Objects.requireNonNull(keys.get(workload.spec()));
    List<byte[]> requests = new ArrayList<>(used.size());
    for (int i = 0; i < used.size(); i++) {
      KeyOfAccount key = used.get(i);
      requests.add(
          presigner.sign(
              key.account(), workload.operation(), workload.body(key, anotherOf(used, i))));
    }
    return requests;
  }

  /** The next key of the same account, or the same where it has no other. */
  private static KeyOfAccount anotherOf(List<KeyOfAccount> keys, int index) {
    Account account = keys.get(index).account();
    for (int i = 1; i <= keys.size(); i++) {
      KeyOfAccount other = keys.get((index + i) % keys.size());
      if (other.account().equals(account)) {
        return other;
      }
    }
    throw new IllegalStateException("the account has no key");
  }
}
