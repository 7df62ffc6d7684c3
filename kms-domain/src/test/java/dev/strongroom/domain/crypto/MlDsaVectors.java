package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import dev.strongroom.domain.crypto.Wycheproof.Vector;
import java.security.SecureRandom;
import java.util.function.Predicate;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;

/**
 * Vectors of ML-DSA. Those that sign are deterministic or give the random bytes; AWS-LC takes none,
 * so its signatures of mu are verified only. Private keys with numbers out of range are not run:
 * the JDK opens them, but keys of ML-DSA are made here and never taken from outside.
 */
final class MlDsaVectors {
  private static final SigningAlgorithm ALGORITHM = SigningAlgorithm.ML_DSA_SHAKE_256;

  private MlDsaVectors() {}

  static Predicate<Vector> check(KeySpec spec) {
    return vector -> {
      if (vector.has("ctx") || (vector.isFlagged("InvalidPrivateKey") && !vector.isValid())) {
        return false;
      }
      if (vector.group().get("type").asString().equals("MlDsaVerify")) {
        verify(spec, vector);
      } else {
        sign(spec, vector);
      }
      return true;
    };
  }

  private static void verify(KeySpec spec, Vector vector) {
    byte[] spki = KeyForms.spki(spec, vector.groupHex("publicKey"));
    for (Jca jca : Pairs.BOTH) {
      boolean accepted;
      try (AsymmetricKey key = Pairs.openPublic(spec, spki, Pairs.RANDOM, jca)) {
        accepted = key.verify(ALGORITHM, MessageType.RAW, vector.hex("msg"), vector.hex("sig"));
      } catch (IllegalArgumentException keyOfAnotherLength) {
        accepted = false;
      }
      assertThat(accepted).as(vector.toString()).isEqualTo(vector.isValid());
    }
  }

  private static void sign(KeySpec spec, Vector vector) {
    SecureRandom random = Pairs.fixed(vector.has("rnd") ? vector.hex("rnd") : new byte[0]);
    for (Jca jca : Pairs.BOTH) {
      try (AsymmetricKey key =
          Pairs.open(spec, pkcs8(spec, vector), spki(spec, vector), random, jca)) {
        if (vector.has("msg")) {
          assertThat(key.sign(ALGORITHM, MessageType.RAW, vector.hex("msg")))
              .as(vector.toString())
              .isEqualTo(vector.hex("sig"));
        }
        if (vector.has("mu")) {
          signMu(key, vector, jca);
        }
        assertThat(vector.isValid()).as(vector.toString()).isTrue();
      } catch (IllegalArgumentException refused) {
        assertThat(vector.isValid()).as(vector + ": " + refused).isFalse();
      }
    }
  }

  private static void signMu(AsymmetricKey key, Vector vector, Jca jca) {
    byte[] mu = vector.hex("mu");
    byte[] made = key.sign(ALGORITHM, MessageType.EXTERNAL_MU, mu);
    if (!jca.isByAwsLc(Primitive.ML_DSA_MU)) {
      assertThat(made).as(vector.toString()).isEqualTo(vector.hex("sig"));
    }
    assertThat(key.verify(ALGORITHM, MessageType.EXTERNAL_MU, mu, made)).isTrue();
    assertThat(key.verify(ALGORITHM, MessageType.EXTERNAL_MU, mu, vector.hex("sig"))).isTrue();
    if (vector.has("msg")) {
      assertThat(key.verify(ALGORITHM, MessageType.RAW, vector.hex("msg"), made)).isTrue();
    }
  }

  /** The expanded key, which alone the JDK reads; a seed is expanded by Bouncy Castle. */
  private static byte[] pkcs8(KeySpec spec, Vector vector) {
    byte[] key =
        vector.group().has("privateSeed")
            ? expanded(spec, vector.groupHex("privateSeed"))
            : vector.groupHex("privateKey");
    return KeyForms.privateKey(spec, new DEROctetString(key));
  }

  private static byte[] spki(KeySpec spec, Vector vector) {
    return vector.group().path("publicKey").isString()
        ? KeyForms.spki(spec, vector.groupHex("publicKey"))
        : Pairs.of(spec).publicKey();
  }

  private static byte[] expanded(KeySpec spec, byte[] seed) {
    MLDSAParameters parameters =
        switch (spec) {
          case ML_DSA_44 -> MLDSAParameters.ml_dsa_44;
          case ML_DSA_65 -> MLDSAParameters.ml_dsa_65;
          default -> MLDSAParameters.ml_dsa_87;
        };
    return new MLDSAPrivateKeyParameters(parameters, seed)
        .withPreferredFormat(MLDSAPrivateKeyParameters.EXPANDED_KEY)
        .getEncoded();
  }
}
