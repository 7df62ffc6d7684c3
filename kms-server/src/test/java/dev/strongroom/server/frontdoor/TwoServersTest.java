package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.postgres.OnEveryPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Two servers on one database and one token: what one has changed, the other never serves again.
 */
@OnEveryPostgres
@Tag("slow")
class TwoServersTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("x");
  private static final int ROUNDS = 200;

  /** A minute in the long form; the build is content with the time that the rounds take. */
  private static final Duration OPEN_FOR =
      Duration.ofSeconds(Integer.getInteger("test.open-transaction.seconds", 0));

  private static ServerProcess other;
  private static FrontDoor.TestAccount account;
  private static KmsClient onA;
  private static KmsClient onB;

  @BeforeAll
  static void startTheOtherServer() throws Exception {
    FrontDoor door = FrontDoor.shared();
    other = startAnother();
    account = door.newAccount();
    onA = account.kms();
    onB = account.at(other.endpoint()).kms();
  }

  /** On the database and the token of the shared one, both named as an operator names them. */
  private static ServerProcess startAnother(String... more) throws IOException {
    OperatorSettings shared = OperatorSettings.of(FrontDoor.shared().home());
    List<String> properties = new ArrayList<>(shared.properties());
    properties.addAll(List.of(more));
    return ServerProcess.start(
        Files.createTempDirectory("strongroom-b-"), properties, shared.environment());
  }

  @AfterAll
  static void stopTheOtherServer() {
    other.close();
    TestDatabase.delete(other.home());
  }

  @Test
  void productionRefusesSoftHsmUnderAnyPath() {
    assertThatThrownBy(
            () ->
                startAnother(
                    "--strongroom.mode=production",
                    "--strongroom.tls.terminated-upstream=true",
                    "--strongroom.trusted-proxies=127.0.0.1"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Production mode does not keep root keys in SoftHSM.")
        .hasMessageNotContaining("\tat ");
  }

  private static String keyKnownToBoth() {
    String key = onA.createKey().keyMetadata().keyId();
    assertThat(encryptOnB(key)).isNotNull();
    return key;
  }

  private static SdkBytes encryptOnB(String key) {
    return onB.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)).ciphertextBlob();
  }

  @Test
  void aKeyDisabledOnOneIsRefusedByTheOtherFromThatMoment() {
    String key = keyKnownToBoth();
    disablesAndIsRefused(key);
  }

  private static void disablesAndIsRefused(String key) {
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      encryptOnB(key);
      onA.disableKey(r -> r.keyId(key));
      if (codeOf(() -> encryptOnB(key)).equals("DisabledException")) {
        refused++;
      }
      onA.enableKey(r -> r.keyId(key));
    }
    assertThat(refused).isEqualTo(ROUNDS);
  }

  @Test
  void alsoWhileAnotherTransactionStaysOpen() throws Exception {
    Home home = FrontDoor.shared().home();
    String key = keyKnownToBoth();
    try (Connection open =
        DriverManager.getConnection(
            TestDatabase.url(home), "postgres", TestDatabase.password(home, "postgres"))) {
      open.setAutoCommit(false);
      // It has written, so that it has a transaction id that stays in progress for all others.
      open.createStatement()
          .execute("INSERT INTO change_feed (account_id, entity) VALUES (1, 'nothing')");
      long until = System.nanoTime() + OPEN_FOR.toNanos();
      do {
        disablesAndIsRefused(key);
      } while (System.nanoTime() < until);
      open.rollback();
    }
  }

  @Test
  void alsoUnderLoad() throws Exception {
    String key = keyKnownToBoth();
    String busy = keyKnownToBoth();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong served = new AtomicLong();
    List<Thread> load = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      load.add(
          Thread.startVirtualThread(
              () -> {
                KmsClient client = account.at(other.endpoint()).kms();
                while (!stop.get()) {
                  client.encrypt(r -> r.keyId(busy).plaintext(PLAINTEXT));
                  served.incrementAndGet();
                }
              }));
    }
    try {
      disablesAndIsRefused(key);
    } finally {
      stop.set(true);
      for (Thread thread : load) {
        thread.join();
      }
    }
    assertThat(served.get()).isPositive();
  }

  @Test
  void whatOneMakesTheOtherUses() {
    String key = onA.createKey().keyMetadata().keyId();
    onB.createAlias(r -> r.aliasName("alias/both").targetKeyId(key));
    SdkBytes blob = onA.encrypt(r -> r.keyId("alias/both").plaintext(PLAINTEXT)).ciphertextBlob();
    assertThat(onB.decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isEqualTo(PLAINTEXT);
  }
}
