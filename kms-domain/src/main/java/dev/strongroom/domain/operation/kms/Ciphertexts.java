package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.crypto.CiphertextBlob;
import dev.strongroom.domain.crypto.EncryptionContext;
import dev.strongroom.domain.crypto.MalformedCiphertextException;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.KeyReference;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.keystore.UnknownMaterialException;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.QueryContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens ciphertexts that name their key: what Decrypt and ReEncrypt have in common. */
final class Ciphertexts {
  static final KeyRequirement KEY = KeyRequirement.cryptographic(KeyUsage.ENCRYPT_DECRYPT);

  private Ciphertexts() {}

  /**
   * The permission on a ciphertext's key.
   *
   * @param keyId the key that the request names beside it, which then must be the same
   */
  static Permission permission(
      String action, byte @Nullable [] ciphertext, @Nullable String keyId) {
    return new Permission(
        action,
        new Permission.CiphertextKey(
            parse(ciphertext), Optional.ofNullable(keyId).map(KeyReference::parse), KEY));
  }

  /**
   * @throws KmsException InvalidCiphertextException when it does not open with this context, and
   *     the refusal of a foreign ciphertext when the key has no such material
   */
  static KeyBackend.Decrypted open(
      KeyBackend backend,
      QueryContext call,
      byte @Nullable [] ciphertext,
      EncryptionContext context) {
    try {
      // A query's first key is the one that its first permission names.
      return backend.decrypt(
          SymmetricBackend.of(call.keys().getFirst()), parse(ciphertext), context, call.reading());
    } catch (UnknownMaterialException e) {
      throw QueryContext.ciphertextRefused();
    } catch (NotAuthenticException e) {
      throw invalid();
    }
  }

  private static CiphertextBlob parse(byte @Nullable [] ciphertext) {
    if (ciphertext == null) {
      // The model does not require it, because a dry run may leave it out.
      throw new KmsException(
          ErrorCode.VALIDATION,
          "1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint:"
              + " Member must not be null");
    }
    try {
      return CiphertextBlob.parse(ciphertext);
    } catch (MalformedCiphertextException e) {
      throw invalid();
    }
  }

  private static KmsException invalid() {
    return new KmsException(ErrorCode.INVALID_CIPHERTEXT, "The ciphertext is not valid.");
  }
}
