package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.strongroom.domain.algorithm.MacAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.util.DigestFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MacKeyTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @EnumSource
  void isTheMacOfBouncyCastleWithKeysOfAnyLength(MacAlgorithm algorithm) {
    for (int length : new int[] {1, 28, 32, 64, 128, 200}) {
      byte[] bytes = Fixtures.fromTheSystem(length);
      HMac other =
          new HMac(
              switch (algorithm) {
                case HMAC_SHA_224 -> DigestFactory.createSHA224();
                case HMAC_SHA_256 -> DigestFactory.createSHA256();
                case HMAC_SHA_384 -> DigestFactory.createSHA384();
                case HMAC_SHA_512 -> DigestFactory.createSHA512();
              });
      other.init(new KeyParameter(bytes));
      other.update(MESSAGE, 0, MESSAGE.length);
      byte[] expected = new byte[other.getMacSize()];
      other.doFinal(expected, 0);
      try (MacKey key = open(bytes)) {
        assertThat(key.mac(algorithm, MESSAGE)).hasSize(algorithm.length()).isEqualTo(expected);
        assertThat(key.verify(algorithm, MESSAGE, expected)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryOtherMac(MacAlgorithm algorithm) {
    try (MacKey key = open(new byte[] {1, 2, 3})) {
      byte[] mac = key.mac(algorithm, MESSAGE);
      for (int bit = 0; bit < 8 * mac.length; bit++) {
        assertThat(key.verify(algorithm, MESSAGE, Fixtures.flipped(mac, bit))).isFalse();
      }
      for (int length = 0; length <= mac.length + 1; length++) {
        assertThat(key.verify(algorithm, MESSAGE, Arrays.copyOf(mac, length)))
            .isEqualTo(length == mac.length);
      }
      assertThat(key.verify(algorithm, new byte[0], mac)).isFalse();
    }
  }

  /** The objects that wait for the next call belong to all keys. */
  @Test
  void keysDoNotMixUp() {
    byte[] bytes = Fixtures.fromTheSystem(32);
    try (MacKey key = open(bytes);
        MacKey other = open(Fixtures.fromTheSystem(32))) {
      byte[] mac = key.mac(MacAlgorithm.HMAC_SHA_256, MESSAGE);
      IntStream.range(0, 2_000)
          .parallel()
          .forEach(
              i -> {
                assertThat(other.verify(MacAlgorithm.HMAC_SHA_256, MESSAGE, mac)).isFalse();
                assertThat(key.verify(MacAlgorithm.HMAC_SHA_256, MESSAGE, mac)).isTrue();
              });
    }
  }

  @Test
  void outlivesTheMaterialAndRefusesWhenClosed() {
    MacKey key = open(new byte[32]);
    assertThat(key.mac(MacAlgorithm.HMAC_SHA_256, MESSAGE)).hasSize(32);
    assertThat(key.isClosed()).isFalse();
    key.close();
    assertThat(key.isClosed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> key.mac(MacAlgorithm.HMAC_SHA_256, MESSAGE));
    assertThatIllegalStateException()
        .isThrownBy(() -> key.verify(MacAlgorithm.HMAC_SHA_256, MESSAGE, MESSAGE));
  }

  private static MacKey open(byte[] bytes) {
    try (SecretBytes material = SecretBytes.copyOf(bytes)) {
      return MacKey.open(material);
    }
  }
}
