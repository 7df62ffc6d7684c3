package dev.strongroom.domain.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigestsTest {

  @Test
  void hashesTheConcatenationOfTheParts() {
    // FIPS 180-4's example.
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(hex(Digests.sha256("abc".getBytes(US_ASCII)))).isEqualTo(abc);
    assertThat(hex(Digests.sha256("a".getBytes(US_ASCII), new byte[0], "bc".getBytes(US_ASCII))))
        .isEqualTo(abc);
    assertThat(hex(Digests.sha256()))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void authenticatesAsRfc4231Does() {
    byte[] mac =
        Digests.hmacSha256(
            "Jefe".getBytes(US_ASCII), "what do ya want for nothing?".getBytes(US_ASCII));
    assertThat(hex(mac))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  }

  @Test
  void comparesContentsAndLengths() {
    assertThat(Digests.equal(new byte[] {1, 2}, new byte[] {1, 2})).isTrue();
    assertThat(Digests.equal(new byte[] {1, 2}, new byte[] {1, 3})).isFalse();
    assertThat(Digests.equal(new byte[] {1, 2}, new byte[] {1})).isFalse();
    assertThat(Digests.equal(new byte[0], new byte[0])).isTrue();
  }

  @Test
  void threadsDoNotMixTheirHashes() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures =
          IntStream.range(0, 64)
              .mapToObj(i -> threads.submit(() -> hashesAreSteady((byte) i)))
              .toList();
      for (Future<Boolean> future : futures) {
        assertThat(future.get()).isTrue();
      }
    }
  }

  @Test
  void aLentKeyCannotBeSerializedOrShown() throws IOException {
    LentKey key = new LentKey("AES", new byte[] {1, 2, 3, 4}, 1, 2);
    assertThat(key.getEncoded()).containsExactly(2, 3);
    assertThat(key).hasToString("LentKey[AES, redacted]");
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatExceptionOfType(NotSerializableException.class)
          .isThrownBy(() -> out.writeObject(key));
    }
  }

  private static boolean hashesAreSteady(byte seed) {
    byte[] input = {seed, seed, seed};
    String hash = hex(Digests.sha256(input));
    String mac = hex(Digests.hmacSha256(input, input));
    for (int i = 0; i < 500; i++) {
      if (!hash.equals(hex(Digests.sha256(input)))
          || !mac.equals(hex(Digests.hmacSha256(input, input)))) {
        return false;
      }
    }
    return true;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
