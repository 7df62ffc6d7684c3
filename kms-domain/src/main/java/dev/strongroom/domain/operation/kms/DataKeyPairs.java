package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.DataKeyPairSpec;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.crypto.EncryptionContext;
import dev.strongroom.domain.crypto.KeyPairMaterial;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.keystore.KeyPairSource;
import dev.strongroom.domain.operation.QueryContext;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes data key pairs: what GenerateDataKeyPair has in common with its sibling. */
final class DataKeyPairs {
  private final KeyBackend backend;
  private final KeyPairSource pairs;

  DataKeyPairs(KeyBackend backend, KeyPairSource pairs) {
    this.backend = backend;
    this.pairs = pairs;
  }

  /**
   * A data key pair.
   *
   * @param privateKey DER of a PrivateKeyInfo, to be wiped by whoever holds it
   * @param ciphertext the private key, encrypted
   * @param publicKey DER of a SubjectPublicKeyInfo
   */
  record DataKeyPair(byte[] privateKey, byte[] ciphertext, byte[] publicKey) {}

  DataKeyPair generate(
      QueryContext context, String spec, @Nullable Map<String, String> encryptionContext) {
    KeySnapshot key = context.key();
    DataKeys.requireSymmetric(key);
    EncryptionContext bound = BackendTerms.context(encryptionContext);
    KeySpec wanted = DataKeyPairSpec.valueOf(spec).keySpec();
    KeyPairMaterial made =
        context.onePair(() -> pairs.make(context.call().caller().account(), wanted));
    byte[] privateKey = copy(made.privateKey());
    try {
      byte[] ciphertext =
          backend.encrypt(BackendTerms.of(key), privateKey, bound, context.reading());
      context.usedMaterial(key.material());
      return new DataKeyPair(privateKey, ciphertext, made.publicKey());
    } catch (RuntimeException e) {
      Arrays.fill(privateKey, (byte) 0);
      throw e;
    }
  }

  /**
   * What a dry run does instead: all but the pair, which would cost seconds and the account's turn
   * for nothing.
   */
  DataKeyPair check(QueryContext context, @Nullable Map<String, String> encryptionContext) {
    KeySnapshot key = context.key();
    DataKeys.requireSymmetric(key);
    byte[] nothing = new byte[1];
    backend.encrypt(
        BackendTerms.of(key), nothing, BackendTerms.context(encryptionContext), context.reading());
    return new DataKeyPair(nothing, nothing, nothing);
  }

  private static byte[] copy(SecretBytes secret) {
    try (SecretBytes.Lease lease = secret.lease()) {
      return lease.withBytes(byte[]::clone);
    }
  }
}
