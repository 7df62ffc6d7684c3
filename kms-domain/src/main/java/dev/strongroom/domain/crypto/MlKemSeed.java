package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.KeySpec;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;

/**
 * The private key of ML-KEM in the form that is kept and handed out: the seed d | z of FIPS 203,
 * algorithm 16, as RFC 9935 (section 6) writes it, 86 bytes for each parameter set:
 *
 * <pre>
 * SEQUENCE { INTEGER 0, SEQUENCE { OID }, OCTET STRING { [0] IMPLICIT OCTET STRING (64) } }
 * </pre>
 *
 * <p>The JDK 25 reads and writes the expanded form only, {@code OCTET STRING { OCTET STRING }};
 * Bouncy Castle expands.
 *
 * @param spec one of ML-KEM
 * @param seed 64 bytes, to be wiped by whoever holds it
 */
record MlKemSeed(KeySpec spec, byte[] seed) {
  static final int LENGTH = 64;

  /**
   * Reads the private key.
   *
   * @param pkcs8 with the OID of the spec
   * @throws InvalidKeySpecException when it has another form than the seed's
   */
  static MlKemSeed of(KeySpec spec, byte[] pkcs8) throws InvalidKeySpecException {
    int at = pkcs8.length - LENGTH;
    byte[] expected = new MlKemSeed(spec, new byte[LENGTH]).pkcs8();
    if (pkcs8.length != expected.length || !Arrays.equals(pkcs8, 0, at, expected, 0, at)) {
      throw new InvalidKeySpecException("the private key is not a seed of " + spec);
    }
    return new MlKemSeed(spec, Arrays.copyOfRange(pkcs8, at, pkcs8.length));
  }

  /** The PrivateKeyInfo, the caller's to wipe. */
  byte[] pkcs8() {
    return KeyForms.privateKey(spec, new DERTaggedObject(false, 0, new DEROctetString(seed)));
  }

  /** The SubjectPublicKeyInfo of the pair. */
  byte[] publicKey() {
    MLKEMPrivateKeyParameters key = expand();
    try {
      return KeyForms.spki(spec, key.getPublicKey());
    } finally {
      key.destroy();
    }
  }

  /** FIPS 203's decapsulation key dk, the caller's to wipe. This seed is wiped. */
  byte[] expandedKey() {
    MLKEMPrivateKeyParameters key = expand();
    Arrays.fill(seed, (byte) 0);
    try {
      return key.withPreferredFormat(MLKEMPrivateKeyParameters.EXPANDED_KEY).getEncoded();
    } finally {
      key.destroy();
    }
  }

  /** The PrivateKeyInfo as the JDK reads it, the caller's to wipe. */
  static byte[] expandedPkcs8(KeySpec spec, byte[] expandedKey) {
    return KeyForms.privateKey(spec, new DEROctetString(expandedKey));
  }

  private MLKEMPrivateKeyParameters expand() {
    MLKEMParameters parameters =
        switch (spec) {
          case ML_KEM_512 -> MLKEMParameters.ml_kem_512;
          case ML_KEM_768 -> MLKEMParameters.ml_kem_768;
          case ML_KEM_1024 -> MLKEMParameters.ml_kem_1024;
          default -> throw new IllegalArgumentException(spec + " is none of ML-KEM");
        };
    return new MLKEMPrivateKeyParameters(parameters, seed);
  }
}
