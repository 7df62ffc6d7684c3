package dev.strongroom.domain.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.crypto.Wycheproof.Vector;
import java.math.BigInteger;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** Vectors of RSA-OAEP and ECDH. */
final class SecrecyVectors {
  private SecrecyVectors() {}

  static Predicate<Vector> oaep(KeySpec spec, EncryptionAlgorithm algorithm) {
    return vector -> {
      boolean hasNoLabel = vector.hex("label").length == 0;
      byte[] pkcs8 = vector.groupHex("privateKeyPkcs8");
      for (Jca jca : Pairs.BOTH) {
        try (AsymmetricKey key =
            Pairs.open(spec, pkcs8, Pairs.of(spec).publicKey(), Pairs.RANDOM, jca)) {
          byte[] plaintext = key.decrypt(algorithm, vector.hex("ct"));
          assertThat(vector.isValid() && hasNoLabel).as(vector.toString()).isTrue();
          assertThat(plaintext).isEqualTo(vector.hex("msg"));
        } catch (NotAuthenticException refused) {
          assertThat(vector.isValid() && hasNoLabel).as(vector.toString()).isFalse();
        }
      }
      return true;
    };
  }

  static Predicate<Vector> ecdh(KeySpec spec) {
    X9ECParameters curve =
        CustomNamedCurves.getByOID((ASN1ObjectIdentifier) KeyForms.algorithm(spec).getParameters());
    return vector -> {
      BigInteger d = new BigInteger(vector.test().get("private").asString(), 16);
      byte[] point = curve.getG().multiply(d).getEncoded(false);
      byte[] pkcs8 = KeyForms.curvePrivateKey(spec, curve.getN(), d, point);
      byte[] spki = KeyForms.spki(spec, point);
      for (Jca jca : Pairs.BOTH) {
        try (AsymmetricKey key = Pairs.open(spec, pkcs8, spki, Pairs.RANDOM, jca)) {
          byte[] secret = key.agree(vector.hex("public"));
          assertThat(vector.isValid()).as(vector.toString()).isTrue();
          assertThat(secret).isEqualTo(vector.hex("shared"));
        } catch (InvalidPublicKeyException refused) {
          assertThat(vector.isValid()).as(vector.toString()).isFalse();
        }
      }
      return true;
    };
  }
}
