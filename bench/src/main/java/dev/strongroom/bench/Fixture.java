package dev.strongroom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys that are measured with: as many in each account, in an order in which neighbours are of
 * different accounts.
 */
record Fixture(List<KeyOfAccount> keys) {
  private static final int MAKERS = 8;

  /** Makes them, each with a ciphertext. */
  static Fixture make(Presigner presigner, List<Account> accounts, int count) {
    List<KeyOfAccount> keys = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService makers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> made = new ArrayList<>();
      for (int maker = 0; maker < MAKERS; maker++) {
        int first = maker;
        made.add(
            makers.submit(
                () -> {
                  for (int i = first; i < count; i += MAKERS) {
                    keys.add(make(presigner, accounts.get(i % accounts.size())));
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
    return new Fixture(List.copyOf(keys));
  }

  private static KeyOfAccount make(Presigner presigner, Account account) {
    try (Connection connection = new Connection(presigner.target())) {
      String id =
          call(connection, presigner.sign(account, "CreateKey", "{}"))
              .path("KeyMetadata")
              .path("KeyId")
              .asString();
      String ciphertext =
          call(connection, presigner.sign(account, "Encrypt", Workload.encrypt(id)))
              .path("CiphertextBlob")
              .asString();
      return new KeyOfAccount(account, id, ciphertext);
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

  /** One signed request a key. */
  List<byte[]> requests(Presigner presigner, Workload workload) {
    List<byte[]> requests = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      KeyOfAccount key = keys.get(i);
      requests.add(
          presigner.sign(
              key.account(),
              workload.operation(),
              workload.body(key, anotherOf(key.account(), i))));
    }
    return requests;
  }

  /** The next key of the same account, or the same where it has no other. */
  private String anotherOf(Account account, int after) {
    for (int i = 1; i <= keys.size(); i++) {
      KeyOfAccount other = keys.get((after + i) % keys.size());
      if (other.account().equals(account)) {
        return other.id();
      }
    }
    throw new IllegalStateException("the account has no key");
  }
}
