package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import dev.strongroom.domain.crypto.Wycheproof.Vector;
import java.util.function.Predicate;

/** Vectors of RSA, ECDSA and Ed25519 signatures. */
final class SignatureVectors {
  private SignatureVectors() {}

  static Predicate<Vector> verify(KeySpec spec, SigningAlgorithm algorithm) {
    return vector -> {
      for (Jca jca : Pairs.BOTH) {
        try (AsymmetricKey key =
            Pairs.openPublic(spec, vector.groupHex("publicKeyDer"), Pairs.RANDOM, jca)) {
          assertThat(key.verify(algorithm, MessageType.RAW, vector.hex("msg"), vector.hex("sig")))
              .as(vector.toString())
              .isEqualTo(vector.isValid());
        }
      }
      return true;
    };
  }
}
