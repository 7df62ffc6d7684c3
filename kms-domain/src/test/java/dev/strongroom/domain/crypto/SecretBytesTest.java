package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class SecretBytesTest {
  private static final byte[] SECRET = {1, 2, 3, 4, 5, 6, 7, 8};

  @Test
  void takingFromAnArrayWipesIt() {
    byte[] array = SECRET.clone();
    try (SecretBytes secret = SecretBytes.takeFrom(array);
        SecretBytes.Lease lease = secret.lease()) {
      assertThat(array).containsOnly(0);
      assertThat(lease.<byte[]>withBytes(byte[]::clone)).isEqualTo(SECRET);
    }
  }

  @Test
  void noLeaseIsGivenAfterClose() {
    SecretBytes secret = SecretBytes.copyOf(SECRET);
    secret.close();
    secret.close();
    assertThat(secret.isClosed()).isTrue();
    assertThat(secret.tryLease()).isNull();
    assertThatThrownBy(secret::lease).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theLastLeaseZeroises() {
    SecretBytes secret = SecretBytes.copyOf(SECRET);
    SecretBytes.Lease one = secret.lease();
    SecretBytes.Lease other = secret.lease();
    secret.close();
    one.close();
    one.close();
    assertThat(other.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(SECRET);
    MemorySegment segment = other.segment();
    other.close();
    // Zeroised and given back: reading is refused, or shows nothing of the secret.
    try {
      assertThat(segment.toArray(ValueLayout.JAVA_BYTE)).isNotEqualTo(SECRET);
    } catch (IllegalStateException freed) {
      assertThat(freed).isNotNull();
    }
  }

  @Test
  void theTemporaryArrayIsWiped() {
    byte[][] leaked = new byte[1][];
    try (SecretBytes secret = SecretBytes.copyOf(SECRET);
        SecretBytes.Lease lease = secret.lease()) {
      int sum =
          lease.withBytes(
              bytes -> {
                leaked[0] = bytes;
                return bytes.length;
              });
      assertThat(sum).isEqualTo(SECRET.length);
    }
    assertThat(leaked[0]).containsOnly(0);
  }

  @Test
  void aFillerThatFailsLeavesNothing() {
    assertThatThrownBy(
            () ->
                SecretBytes.filledBy(
                    8,
                    segment -> {
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSecretIsNotInTheText() {
    try (SecretBytes secret = SecretBytes.copyOf("password".getBytes())) {
      assertThat(secret.toString()).doesNotContain("password").doesNotContain("112");
    }
  }

  @Test
  void noReaderEverSeesZeros() throws InterruptedException {
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    for (int round = 0; round < 300; round++) {
      SecretBytes secret = SecretBytes.copyOf(SECRET);
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        readers.add(
            Thread.startVirtualThread(
                () -> {
                  for (int n = 0; n < 50; n++) {
                    SecretBytes.Lease lease = secret.tryLease();
                    if (lease == null) {
                      return;
                    }
                    try (lease) {
                      byte[] seen = lease.segment().toArray(ValueLayout.JAVA_BYTE);
                      if (!java.util.Arrays.equals(seen, SECRET)) {
                        wrong.add(java.util.Arrays.toString(seen));
                      }
                    }
                  }
                }));
      }
      secret.close();
      for (Thread reader : readers) {
        reader.join();
      }
    }
    assertThat(wrong).isEmpty();
  }
}
