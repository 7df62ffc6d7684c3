package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Opened keys leave the cache while others still encrypt with them: nothing may ever come out
 * wrong.
 */
@Tag("slow")
class EvictionTest {
  private static final int KEYS = 40;
  private static final int THREADS = 16;
  private static final int CALLS = 60;

  private record Made(SdkBytes ciphertext, SdkBytes plaintext) {}

  @Test
  void whatWasEncryptedUnderConstantEvictionDecryptsInAFreshProcess() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-eviction-");
    try (ServerProcess server =
        ServerProcess.start(
            directory, List.of("--strongroom.key-ring.maximum-size=10KB"), Map.of())) {
      Home home = new Home(directory.toRealPath());
      FrontDoor.TestAccount account =
          TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home));
      Queue<Made> made = encryptWithManyKeys(account);
      assertThat(made).hasSize(THREADS * CALLS);
      server.close();
      server.restart();
      KmsClient kms = account.kms();
      for (Made one : made) {
        assertThat(kms.decrypt(r -> r.ciphertextBlob(one.ciphertext())).plaintext())
            .isEqualTo(one.plaintext());
      }
    } finally {
      TestDatabase.delete(directory);
    }
  }

  private static Queue<Made> encryptWithManyKeys(FrontDoor.TestAccount account)
      throws InterruptedException {
    KmsClient maker = account.kms();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      keys.add(maker.createKey().keyMetadata().keyId());
    }
    Queue<Made> made = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                KmsClient kms = account.kms();
                for (int i = 0; i < CALLS; i++) {
                  String key = keys.get(ThreadLocalRandom.current().nextInt(KEYS));
                  byte[] random = new byte[32];
                  ThreadLocalRandom.current().nextBytes(random);
                  SdkBytes plaintext = SdkBytes.fromByteArray(random);
                  made.add(
                      new Made(
                          kms.encrypt(r -> r.keyId(key).plaintext(plaintext)).ciphertextBlob(),
                          plaintext));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return made;
  }
}
