package dev.strongroom.domain.crypto;

import dev.strongroom.domain.algorithm.KeySpec;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.DecapsulateException;
import javax.crypto.KEM;

/** ML-KEM (FIPS 203). */
final class MlKemKeys implements FamilyKeys {
  private final PrivateKey privateKey;
  // Both are immutable, and for many threads.
  private final KEM.Encapsulator encapsulator;
  private final KEM.Decapsulator decapsulator;
  private final int weight;

  private MlKemKeys(
      PrivateKey privateKey, PublicKey publicKey, SecureRandom random, Jca jca, int weight)
      throws InvalidKeyException {
    KEM kem = jca.kem(Primitive.ML_KEM);
    this.privateKey = privateKey;
    this.weight = weight;
    try {
      this.encapsulator = kem.newEncapsulator(publicKey, null, random);
      this.decapsulator = kem.newDecapsulator(privateKey);
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalStateException("ML-KEM has no parameters", e);
    }
  }

  /** Reads the pair whose private key is a seed. */
  static MlKemKeys parse(KeySpec spec, byte[] pkcs8, byte[] spki, SecureRandom random, Jca jca)
      throws GeneralSecurityException {
    byte[] expanded = MlKemSeed.of(spec, pkcs8).expandedKey();
    try {
      return ofExpanded(spec, expanded, spki, random, jca);
    } finally {
      Arrays.fill(expanded, (byte) 0);
    }
  }

  /** The pair whose decapsulation key is this: FIPS 203's dk, the caller's to wipe. */
  static MlKemKeys ofExpanded(
      KeySpec spec, byte[] expanded, byte[] spki, SecureRandom random, Jca jca)
      throws GeneralSecurityException {
    KeyFactory factory = jca.keyFactory(Primitive.ML_KEM);
    byte[] pkcs8 = MlKemSeed.expandedPkcs8(spec, expanded);
    try (LentPkcs8 lent = new LentPkcs8(pkcs8)) {
      PrivateKey privateKey = factory.generatePrivate(lent);
      PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(spki));
      int weight = 3_000 + 3 * (expanded.length + spki.length);
      return new MlKemKeys(privateKey, publicKey, random, jca, weight);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  @Override
  public AsymmetricKey.Encapsulated encapsulate() {
    KEM.Encapsulated made = encapsulator.encapsulate();
    return new AsymmetricKey.Encapsulated(made.key().getEncoded(), made.encapsulation());
  }

  @Override
  public byte[] decapsulate(byte[] ciphertext) throws MalformedCiphertextException {
    if (ciphertext.length != decapsulator.encapsulationSize()) {
      throw new MalformedCiphertextException(
          "the ciphertext has " + decapsulator.encapsulationSize() + " bytes with this key");
    }
    try {
      return decapsulator.decapsulate(ciphertext).getEncoded();
    } catch (DecapsulateException e) {
      throw new IllegalStateException("ML-KEM refused to decapsulate", e);
    }
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public void destroy() {
    Destruction.of(privateKey);
  }
}
