package dev.strongroom.server.frontdoor;

import static dev.strongroom.server.frontdoor.Errors.codeOf;
import static dev.strongroom.server.frontdoor.Errors.errorOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.postgres.OnEveryPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * One event that the database does not take fails alone, and lets no stale answer of its batch out.
 */
@OnEveryPostgres
class PoisonedBatchTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("x");
  private static final int GATE = 4711;

  private final FrontDoor door = FrontDoor.shared();
  private final FrontDoor.TestAccount account = door.newAccount();

  /** Events of one user agent wait at a gate, those of another are refused as bad data. */
  @BeforeEach
  void makeTheTrigger() {
    door.superuser()
        .sql(
            """
            CREATE FUNCTION strongroom.poison() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF position('ua-gated' IN convert_from(NEW.event, 'UTF8')) > 0 THEN
                PERFORM pg_advisory_xact_lock(4711);
              ELSIF position('ua-poison' IN convert_from(NEW.event, 'UTF8')) > 0 THEN
                RAISE EXCEPTION 'poison' USING ERRCODE = '22000';
              END IF;
              RETURN NEW;
            END
            $$
            """)
        .update();
    door.superuser()
        .sql(
            """
            CREATE TRIGGER poison BEFORE INSERT ON strongroom.audit_event
            FOR EACH ROW EXECUTE FUNCTION strongroom.poison()
            """)
        .update();
  }

  @AfterEach
  void removeTheTrigger() {
    door.superuser().sql("DROP TRIGGER poison ON strongroom.audit_event").update();
    door.superuser().sql("DROP FUNCTION strongroom.poison()").update();
  }

  private static <T> CompletableFuture<T> later(Supplier<T> call) throws InterruptedException {
    CompletableFuture<T> result = CompletableFuture.supplyAsync(call);
    // So that the calls reach the writer's queue in this order.
    Thread.sleep(150);
    return result;
  }

  @Test
  void aCallWhoseBatchIsLostWithItsConnectionIsInTheTrailAsWhatItWasAnswered() throws Exception {
    Home home = door.home();
    CompletableFuture<AwsServiceException> lost;
    try (Connection gate =
        DriverManager.getConnection(
            TestDatabase.url(home), "postgres", TestDatabase.password(home, "postgres"))) {
      gate.createStatement().execute("SELECT pg_advisory_lock(" + GATE + ")");
      lost =
          later(
              () ->
                  errorOf(
                      () ->
                          account
                              .kmsWithUserAgent("ua-gated")
                              .generateRandom(r -> r.numberOfBytes(8))));
      gate.createStatement()
          .execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE application_name = 'strongroom-audit'");
      gate.createStatement().execute("SELECT pg_advisory_unlock(" + GATE + ")");
    }
    AwsServiceException error = lost.join();
    assertThat(error.statusCode()).isEqualTo(500);
    assertThat(account.events())
        .filteredOn(event -> event.path("requestID").asString().equals(error.requestId()))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.path("errorCode").asString())
                    .isEqualTo("DependencyTimeoutException"));
    assertThat(account.kms().generateRandom(r -> r.numberOfBytes(8)).plaintext()).isNotNull();
  }

  @Test
  void aDisabledKeyIsNotServedFromAPoisonedBatch() throws Exception {
    KmsClient kms = account.kms();
    String key = kms.createKey().keyMetadata().keyId();
    kms.encrypt(r -> r.keyId(key).plaintext(PLAINTEXT));
    Home home = door.home();
    try (Connection gate =
        DriverManager.getConnection(
            TestDatabase.url(home), "postgres", TestDatabase.password(home, "postgres"))) {
      gate.createStatement().execute("SELECT pg_advisory_lock(" + GATE + ")");
      var gated =
          later(() -> account.kmsWithUserAgent("ua-gated").generateRandom(r -> r.numberOfBytes(8)));
      kms.disableKey(r -> r.keyId(key));
      var first = later(() -> account.kms().generateRandom(r -> r.numberOfBytes(8)));
      var stale =
          later(() -> codeOf(() -> account.kms().encrypt(r -> r.keyId(key).plaintext(PLAINTEXT))));
      var poison =
          later(
              () ->
                  codeOf(
                      () ->
                          account
                              .kmsWithUserAgent("ua-poison")
                              .generateRandom(r -> r.numberOfBytes(8))));
      gate.createStatement().execute("SELECT pg_advisory_unlock(" + GATE + ")");
      assertThat(gated.join().plaintext().asByteArray()).hasSize(8);
      assertThat(first.join().plaintext().asByteArray()).hasSize(8);
      assertThat(stale.join()).isEqualTo("DisabledException");
      assertThat(poison.join()).isIn("KMSInternalException", "DependencyTimeoutException");
    }
  }
}
