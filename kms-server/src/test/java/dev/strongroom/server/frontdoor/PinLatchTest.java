package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.keystore.SharedPinLatch;
import dev.strongroom.hsm.PinLatch;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The latch of refused PINs, as two replicas see it through one database. */
class PinLatchTest {
  private static final byte[] WRONG = "1234".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OTHER = "5678".getBytes(StandardCharsets.US_ASCII);

  private final String token = "token-" + UUID.randomUUID();
  private final PinLatch one = latch();
  private final PinLatch another = latch();

  private static PinLatch latch() {
    return new SharedPinLatch(FrontDoor.shared().bean(DataSource.class));
  }

  private static void refuse(PinLatch latch, String token, byte[] pin) {
    try (PinLatch.Attempt attempt = (PinLatch.Attempt) latch.begin(token, pin)) {
      attempt.refused(PinLatch.Refusal.INCORRECT);
    }
  }

  private static boolean mayTry(PinLatch latch, String token, byte[] pin) {
    return switch (latch.begin(token, pin)) {
      case PinLatch.Attempt attempt -> {
        attempt.close();
        yield true;
      }
      case PinLatch.Latched _ -> false;
    };
  }

  @Test
  void aPinThatOneReplicaSawRefusedIsTriedByNoOther() {
    refuse(one, token, WRONG);
    assertThat(mayTry(another, token, WRONG)).isFalse();
    assertThat(mayTry(one, token, WRONG)).isFalse();
  }

  @Test
  void anotherPinOrAnotherTokenMayBeTried() {
    refuse(one, token, WRONG);
    assertThat(mayTry(another, token, OTHER)).isTrue();
    assertThat(mayTry(another, token + "-2", WRONG)).isTrue();
  }

  @Test
  void replicasTryOneAfterTheOther() {
    CompletableFuture<Boolean> second;
    try (PinLatch.Attempt attempt = (PinLatch.Attempt) one.begin(token, WRONG)) {
      second = CompletableFuture.supplyAsync(() -> mayTry(another, token, WRONG));
      assertThat(second).isNotDone();
      attempt.refused(PinLatch.Refusal.INCORRECT);
    }
    assertThat(second.join()).isFalse();
  }

  @Test
  void thePinItselfIsNotKept() {
    refuse(one, token, WRONG);
    byte[] kept =
        FrontDoor.shared()
            .superuser()
            .sql("SELECT pin_hash FROM pin_latch WHERE token_label = ?")
            .param(token)
            .query(byte[].class)
            .single();
    assertThat(kept).hasSize(32);
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("1234");
  }
}
