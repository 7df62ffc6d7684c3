package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.crypto.Wycheproof.Vector;
import java.security.GeneralSecurityException;
import java.util.function.Predicate;

/** Vectors of ML-KEM. */
final class MlKemVectors {
  private MlKemVectors() {}

  static Predicate<Vector> generate(KeySpec spec) {
    return vector -> {
      byte[] publicKey = new MlKemSeed(spec, vector.hex("seed")).publicKey();
      assertThat(publicKey).isEqualTo(KeyForms.spki(spec, vector.hex("ek")));
      assertThat(new MlKemSeed(spec, vector.hex("seed")).expandedKey()).isEqualTo(vector.hex("dk"));
      return true;
    };
  }

  static Predicate<Vector> decapsulate(KeySpec spec) {
    return vector -> {
      try (AsymmetricKey key = ofSeed(spec, vector)) {
        byte[] secret = key.decapsulate(vector.hex("c"));
        assertThat(vector.isValid()).as(vector.toString()).isTrue();
        assertThat(secret).isEqualTo(vector.hex("K"));
      } catch (MalformedCiphertextException | IllegalArgumentException refused) {
        assertThat(vector.isValid()).as(vector + ": " + refused).isFalse();
      }
      return true;
    };
  }

  private static AsymmetricKey ofSeed(KeySpec spec, Vector vector) {
    byte[] pkcs8 = new MlKemSeed(spec, vector.hex("seed")).pkcs8();
    byte[] spki =
        vector.has("ek")
            ? KeyForms.spki(spec, vector.hex("ek"))
            : new MlKemSeed(spec, vector.hex("seed")).publicKey();
    return Pairs.open(spec, pkcs8, spki, Pairs.RANDOM, Jca.preferred());
  }

  /** The random bytes m are the vector's. */
  static Predicate<Vector> encapsulate(KeySpec spec) {
    return vector -> {
      byte[] spki = KeyForms.spki(spec, vector.hex("ek"));
      try (AsymmetricKey key =
          Pairs.openPublic(spec, spki, Pairs.fixed(vector.hex("m")), Jca.preferred())) {
        AsymmetricKey.Encapsulated made = key.encapsulate();
        assertThat(vector.isValid()).as(vector.toString()).isTrue();
        assertThat(made.ciphertext()).isEqualTo(vector.hex("c"));
        assertThat(made.secret()).isEqualTo(vector.hex("K"));
      } catch (IllegalArgumentException refused) {
        assertThat(vector.isValid()).as(vector + ": " + refused).isFalse();
      }
      return true;
    };
  }

  /** Keys that are kept are seeds; this is the form that they are expanded to when opened. */
  static Predicate<Vector> expanded(KeySpec spec) {
    return vector -> {
      byte[] spki = KeyForms.spki(spec, vector.hex("ek"));
      try {
        byte[] secret =
            MlKemKeys.ofExpanded(spec, vector.hex("dk"), spki, Pairs.RANDOM, Jca.preferred())
                .decapsulate(vector.hex("c"));
        assertThat(vector.isValid()).as(vector.toString()).isTrue();
        assertThat(secret).isEqualTo(vector.hex("K"));
      } catch (MalformedCiphertextException | GeneralSecurityException refused) {
        assertThat(vector.isValid()).as(vector + ": " + refused).isFalse();
      }
      return true;
    };
  }
}
