package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.crypto.CiphertextBlob;
import dev.strongroom.domain.crypto.MalformedCiphertextException;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.KeyReference;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.keystore.UnknownMaterialException;
import dev.strongroom.domain.name.MaterialId;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.QueryContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and opens ciphertexts: what Encrypt, Decrypt and ReEncrypt have in common. */
final class Ciphertexts {
  static final KeyRequirement KEY = KeyRequirement.cryptographic(KeyUsage.ENCRYPT_DECRYPT);

  private final KeyBackend backend;

  Ciphertexts(KeyBackend backend) {
    this.backend = backend;
  }

  /**
   * A ciphertext as a request gives it.
   *
   * @param keyId the key beside it: of a symmetric ciphertext, which names its key, it must be the
   *     same; of others it says which
   */
  record Given(
      byte @Nullable [] ciphertext,
      @Nullable String keyId,
      @Nullable String algorithm,
      @Nullable Map<String, String> context) {

    private boolean isSymmetric() {
      return !isOfPairs(algorithm);
    }
  }

  /**
   * What opening a ciphertext gives.
   *
   * @param plaintext to be wiped by whoever gets it
   * @param material what opened it, of a symmetric key
   */
  record Opened(byte[] plaintext, EncryptionAlgorithm algorithm, @Nullable MaterialId material) {

    @Nullable String materialName() {
      return material == null ? null : material.toString();
    }
  }

  /**
   * What making a ciphertext gives.
   *
   * @param material what encrypted, of a symmetric key
   */
  record Made(byte[] ciphertext, EncryptionAlgorithm algorithm, @Nullable MaterialId material) {

    @Nullable String materialName() {
      return material == null ? null : material.toString();
    }
  }

  /** Whether the ciphertext is not looked at: a modifier that means something in dry runs only. */
  static boolean ignored(@Nullable Boolean dryRun, @Nullable List<String> modifiers) {
    return Boolean.TRUE.equals(dryRun)
        && modifiers != null
        && modifiers.contains(DryRunModifier.IGNORE_CIPHERTEXT.name());
  }

  /** Whether the algorithm is one of key pairs; null stands for the symmetric one. */
  static boolean isOfPairs(@Nullable String algorithm) {
    return algorithm != null && !algorithm.equals(EncryptionAlgorithm.SYMMETRIC_DEFAULT.name());
  }

  /** The permission on a ciphertext's key. */
  static Permission permission(String action, Given given, boolean ignored) {
    String keyId = given.keyId();
    if (given.isSymmetric() && !ignored) {
      return new Permission(
          action,
          new Permission.CiphertextKey(
              parse(given), Optional.ofNullable(keyId).map(KeyReference::parse), KEY));
    }
    if (keyId == null) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          ignored
              ? "The key must be named for DryRunModifiers IGNORE_CIPHERTEXT."
              : "The key must be named for EncryptionAlgorithm " + given.algorithm() + ".");
    }
    if (!ignored) {
      ciphertext(given);
    }
    return Permission.onKey(action, keyId, KEY);
  }

  /**
   * Encrypts.
   *
   * @throws KmsException InvalidKeyUsageException for an algorithm that is not the key's, and
   *     ValidationException for a plaintext that is too long for it
   */
  Made make(
      QueryContext call,
      KeySnapshot key,
      byte[] plaintext,
      @Nullable String wanted,
      @Nullable Map<String, String> pairs) {
    EncryptionAlgorithm algorithm = BackendTerms.encryptionAlgorithm(key, wanted);
    requireLength(key, algorithm, plaintext);
    if (algorithm == EncryptionAlgorithm.SYMMETRIC_DEFAULT) {
      byte[] ciphertext =
          backend.encrypt(
              BackendTerms.of(key), plaintext, BackendTerms.context(pairs), call.reading());
      return new Made(ciphertext, algorithm, key.material());
    }
    BackendTerms.refuseContext(pairs);
    return new Made(
        backend.encrypt(BackendTerms.of(key), algorithm, plaintext, call.reading()),
        algorithm,
        null);
  }

  /** Encrypt's plaintext has a right length already; ReEncrypt's is whatever the source held. */
  private static void requireLength(
      KeySnapshot key, EncryptionAlgorithm algorithm, byte[] plaintext) {
    int longest = key.spec().longestPlaintext(algorithm);
    if (plaintext.length == 0 || plaintext.length > longest) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          "Algorithm "
              + algorithm
              + " and key spec "
              + key.spec()
              + (plaintext.length == 0
                  ? " cannot encrypt an empty plaintext."
                  : " cannot encrypt data larger than " + longest + " bytes."));
    }
  }

  /**
   * Decrypts.
   *
   * @throws KmsException InvalidCiphertextException when it does not open with this context, and
   *     the refusal of a foreign ciphertext when the key has no such material
   */
  Opened open(QueryContext call, KeySnapshot key, Given given) {
    EncryptionAlgorithm algorithm = BackendTerms.encryptionAlgorithm(key, given.algorithm());
    try {
      if (algorithm == EncryptionAlgorithm.SYMMETRIC_DEFAULT) {
        KeyBackend.Decrypted decrypted =
            backend.decrypt(
                BackendTerms.of(key),
                parse(given),
                BackendTerms.context(given.context()),
                call.reading());
        return new Opened(decrypted.plaintext(), algorithm, decrypted.material());
      }
      BackendTerms.refuseContext(given.context());
      byte[] plaintext =
          backend.decrypt(BackendTerms.of(key), algorithm, ciphertext(given), call.reading());
      if (plaintext.length > key.spec().longestPlaintext(algorithm)) {
        // Made elsewhere with the public key, longer than the algorithm is offered for.
        Arrays.fill(plaintext, (byte) 0);
        throw invalid();
      }
      return new Opened(plaintext, algorithm, null);
    } catch (UnknownMaterialException e) {
      throw QueryContext.ciphertextRefused();
    } catch (NotAuthenticException e) {
      throw invalid();
    }
  }

  private static CiphertextBlob parse(Given given) {
    try {
      return CiphertextBlob.parse(ciphertext(given));
    } catch (MalformedCiphertextException e) {
      throw invalid();
    }
  }

  /** Required by us: the model does not, because a dry run may leave it out. */
  private static byte[] ciphertext(Given given) {
    byte[] ciphertext = given.ciphertext();
    if (ciphertext == null) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint:"
              + " Member must not be null");
    }
    return ciphertext;
  }

  private static KmsException invalid() {
    return new KmsException(ErrorCode.INVALID_CIPHERTEXT, "The ciphertext is not valid.");
  }
}
