package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.strongroom.domain.name.AccountId;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CiphertextBlobTest {
  private static final byte[] GOLDEN = GoldenFile.read("blob-v1-context").bytes("blob");

  @Test
  void refusesUnknownVersionsAlgorithmsAndFlags() {
    for (int value = 0; value < 256; value++) {
      if (value != 1) {
        assertMalformed(with(0, value));
        assertMalformed(with(1, value));
      }
      if (value > 1) {
        assertMalformed(with(8, value));
      }
    }
  }

  @Test
  void refusesAnAccountOfMoreThanTwelveDigits() throws Exception {
    // The golden blob's account is 999999999999, 0xe8d4a50fff.
    assertThat(CiphertextBlob.parse(GOLDEN).account()).isEqualTo(new AccountId(999_999_999_999L));
    byte[] next = with(6, 0x10);
    next[7] = 0;
    assertMalformed(next);
    assertMalformed(with(2, 0xff));
  }

  @Test
  void refusesWhatHasNoRoomForTheTag() throws Exception {
    for (int length = 0; length < 117; length++) {
      assertMalformed(Arrays.copyOf(GOLDEN, length));
    }
    assertThat(CiphertextBlob.parse(Arrays.copyOf(GOLDEN, 117)).sealed()).hasSize(16);
  }

  @Test
  void neverFailsInAnotherWayOnGarbage() {
    Random random = new Random(7);
    int parsed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] garbage = Fixtures.bytes(random, random.nextInt(200));
      if (garbage.length > 8 && i % 2 == 0) {
        System.arraycopy(GOLDEN, 0, garbage, 0, 9);
      }
      try {
        CiphertextBlob.parse(garbage);
        parsed++;
      } catch (MalformedCiphertextException expected) {
        assertThat(expected.getStackTrace()).isEmpty();
      }
    }
    assertThat(parsed).isPositive();
  }

  @Test
  void theWriterOfTheBytesCannotChangeItAfterwards() throws Exception {
    byte[] bytes = GOLDEN.clone();
    CiphertextBlob blob = CiphertextBlob.parse(bytes);
    bytes[60] ^= 1;
    blob.encoded()[60] ^= 1;
    assertThat(blob.encoded()).isEqualTo(GOLDEN);
    assertThat(blob).isEqualTo(CiphertextBlob.parse(GOLDEN)).isNotEqualTo("blob");
    assertThat(blob).hasSameHashCodeAs(CiphertextBlob.parse(GOLDEN));
    assertThat(blob.toString()).contains("999999999999");
  }

  private static byte[] with(int index, int value) {
    byte[] copy = GOLDEN.clone();
    copy[index] = (byte) value;
    return copy;
  }

  private static void assertMalformed(byte[] bytes) {
    assertThatExceptionOfType(MalformedCiphertextException.class)
        .isThrownBy(() -> CiphertextBlob.parse(bytes));
  }
}
