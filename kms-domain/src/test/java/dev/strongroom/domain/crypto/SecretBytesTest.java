package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SecretBytesTest {

  @Test
  void lendsWhatItWasGiven() {
    byte[] original = {1, 2, 3};
    try (SecretBytes secret = SecretBytes.copyOf(original);
        SecretBytes.Lease lease = secret.lease()) {
      assertThat(secret.size()).isEqualTo(3);
      assertThat(lease.segment().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3);
      assertThat(lease.segment().isReadOnly()).isTrue();
      assertThat(original).containsExactly(1, 2, 3);
    }
  }

  @Test
  void takingOverWipesTheArray() {
    byte[] original = {1, 2, 3};
    try (SecretBytes secret = SecretBytes.takeFrom(original);
        SecretBytes.Lease lease = secret.lease()) {
      assertThat(original).containsOnly(0);
      assertThat((byte[]) lease.withBytes(byte[]::clone)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void theTemporaryArrayIsWipedEvenWhenTheWorkFails() {
    AtomicReference<byte[]> kept = new AtomicReference<>();
    try (SecretBytes secret = Fixtures.secret(7);
        SecretBytes.Lease lease = secret.lease()) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(
              () ->
                  lease.withBytes(
                      bytes -> {
                        kept.set(bytes);
                        assertThat(bytes).containsOnly(7);
                        throw new UnsupportedOperationException();
                      }));
      assertThat(kept.get()).containsOnly(0);
      assertThat(lease.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(7);
    }
  }

  @Test
  void closingForbidsNewLeasesAndWaitsForTheLastOne() {
    SecretBytes secret = Fixtures.secret(7);
    SecretBytes.Lease first = secret.lease();
    SecretBytes.Lease second = secret.lease();
    secret.close();
    secret.close();

    assertThat(secret.isClosed()).isTrue();
    assertThat(secret.tryLease()).isNull();
    assertThatIllegalStateException().isThrownBy(secret::lease);
    first.close();
    first.close();
    MemorySegment segment = second.segment();
    assertThat(segment.toArray(ValueLayout.JAVA_BYTE)).containsOnly(7);
    second.close();
    assertThat(isWiped(segment)).isTrue();
  }

  /** Freed, or zeroised and waiting to be freed with its neighbours. */
  private static boolean isWiped(MemorySegment segment) {
    try {
      return segment.mismatch(MemorySegment.ofArray(new byte[(int) segment.byteSize()])) == -1;
    } catch (IllegalStateException freed) {
      return true;
    }
  }

  @Test
  void whatIsFreedIsNeverLentAgainAndGoesWithItsNeighbours() {
    List<SecretBytes> secrets = new ArrayList<>();
    List<MemorySegment> segments = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      secrets.add(
          SecretBytes.filledBy(
              32,
              segment -> {
                segment.fill((byte) 7);
                segments.add(segment);
              }));
    }
    assertThat(segments.stream().map(MemorySegment::address)).doesNotHaveDuplicates();
    secrets.forEach(SecretBytes::close);
    try (SecretBytes other = Fixtures.secret(9)) {
      assertThat(segments).allMatch(SecretBytesTest::isWiped);
      assertThat(other.size()).isPositive();
    }
    // The first and the last may have neighbours of others.
    assertThat(segments.subList(20, 80)).noneMatch(segment -> segment.scope().isAlive());
  }

  @Test
  void anEndedLeaseLendsNothing() {
    try (SecretBytes secret = Fixtures.secret(7)) {
      SecretBytes.Lease lease = secret.lease();
      lease.close();
      assertThatIllegalStateException().isThrownBy(lease::segment);
      assertThatIllegalStateException().isThrownBy(() -> lease.withBytes(bytes -> 1));
    }
  }

  @Test
  void wipesTheMemoryWhenTheFillerFails() {
    AtomicReference<MemorySegment> kept = new AtomicReference<>();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () ->
                SecretBytes.filledBy(
                    4,
                    segment -> {
                      kept.set(segment);
                      segment.fill((byte) 7);
                      throw new UnsupportedOperationException();
                    }));
    assertThat(isWiped(kept.get())).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> SecretBytes.copyOf(new byte[0]));
  }

  @Test
  void wipesTheMemoryOfAForgottenSecret() throws InterruptedException {
    AtomicReference<MemorySegment> kept = new AtomicReference<>();
    SecretBytes.filledBy(
        4,
        segment -> {
          kept.set(segment);
          segment.fill((byte) 7);
        });
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!isWiped(kept.get()) && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(1);
    }
    assertThat(isWiped(kept.get())).isTrue();
  }

  @Test
  void showsNothingAndComparesNothing() {
    try (SecretBytes secret = Fixtures.secret(7);
        SecretBytes same = Fixtures.secret(7)) {
      assertThat(secret).hasToString("SecretBytes[32 bytes, redacted]").isNotEqualTo(same);
      assertThat(secret).isNotInstanceOf(Serializable.class);
    }
  }

  @Test
  void aReaderNeverSeesZerosWhileOthersClose() throws Exception {
    AtomicReference<SecretBytes> current = new AtomicReference<>(Fixtures.secret(0x5a));
    AtomicBoolean done = new AtomicBoolean();
    try (var threads = Executors.newCachedThreadPool()) {
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(threads.submit(() -> read(current, done)));
      }
      for (int i = 0; i < 1_000; i++) {
        SecretBytes old = current.getAndSet(Fixtures.secret(0x5a));
        threads.execute(old::close);
        old.close();
      }
      done.set(true);
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
    current.get().close();
  }

  private static long read(AtomicReference<SecretBytes> current, AtomicBoolean done) {
    long reads = 0;
    while (!done.get() || reads == 0) {
      SecretBytes.Lease lease = current.get().tryLease();
      if (lease != null) {
        try (lease) {
          for (byte b : lease.<byte[]>withBytes(byte[]::clone)) {
            if (b != 0x5a) {
              throw new AssertionError("a reader saw " + b);
            }
          }
          reads++;
        }
      }
    }
    return reads;
  }
}
