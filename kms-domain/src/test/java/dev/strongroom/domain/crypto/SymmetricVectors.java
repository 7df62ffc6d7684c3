package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.algorithm.MacAlgorithm;
import dev.strongroom.domain.crypto.Wycheproof.Vector;
import java.util.Arrays;
import java.util.function.Predicate;

/** Vectors of AES-GCM, AES-CMAC and HMAC, in the sizes that the formats use. */
final class SymmetricVectors {
  private SymmetricVectors() {}

  static boolean gcm(Vector vector) {
    byte[] key = vector.hex("key");
    byte[] iv = vector.hex("iv");
    if (key.length != AesGcm.KEY_LENGTH || iv.length != AesGcm.IV_LENGTH) {
      return false;
    }
    byte[] message = concat(iv, concat(vector.hex("ct"), vector.hex("tag")));
    byte[] opened;
    try {
      opened = AesGcm.open(key, message, 0, iv.length, vector.hex("aad"));
    } catch (NotAuthenticException refused) {
      assertThat(vector.isValid()).as(vector.toString()).isFalse();
      return true;
    }
    assertThat(vector.isValid()).as(vector.toString()).isTrue();
    assertThat(opened).isEqualTo(vector.hex("msg"));
    byte[] made = Arrays.copyOf(iv, message.length);
    AesGcm.seal(key, made, 0, iv.length, vector.hex("msg"), vector.hex("aad"));
    assertThat(made).isEqualTo(message);
    return true;
  }

  static boolean cmac(Vector vector) {
    byte[] mac = new byte[AesCmac.LENGTH];
    try {
      AesCmac.of(vector.hex("key"), vector.hex("msg"), mac, 0);
    } catch (IllegalArgumentException refused) {
      assertThat(vector.hex("key").length).isNotEqualTo(AesCmac.KEY_LENGTH);
      return false;
    }
    // A truncated one is none.
    assertThat(Arrays.equals(mac, vector.hex("tag")))
        .as(vector.toString())
        .isEqualTo(vector.isValid());
    return true;
  }

  static Predicate<Vector> hmac(MacAlgorithm algorithm) {
    return vector -> {
      byte[] tag = vector.hex("tag");
      try (SecretBytes material = SecretBytes.copyOf(vector.hex("key"));
          MacKey key = MacKey.open(material)) {
        byte[] mac = key.mac(algorithm, vector.hex("msg"));
        assertThat(Arrays.equals(Arrays.copyOf(mac, tag.length), tag))
            .as(vector.toString())
            .isEqualTo(vector.isValid());
        assertThat(key.verify(algorithm, vector.hex("msg"), tag))
            .as(vector.toString())
            .isEqualTo(vector.isValid() && tag.length == algorithm.length());
      }
      return true;
    };
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
