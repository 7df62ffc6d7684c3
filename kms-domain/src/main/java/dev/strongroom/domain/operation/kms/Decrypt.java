package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.crypto.CiphertextBlob;
import dev.strongroom.domain.crypto.MalformedCiphertextException;
import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.EncryptionAlgorithm;
import dev.strongroom.domain.key.KeyReference;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.key.KeyUsage;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.keystore.UnknownMaterialException;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.AllowedValues;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Sensitive;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts what Encrypt or GenerateDataKey gave (AWS KMS API, Decrypt). The ciphertext names its
 * key; a key that the request names must be the same.
 */
public final class Decrypt implements Query<Decrypt.Request, Decrypt.Response> {
  private static final KeyRequirement KEY = KeyRequirement.cryptographic(KeyUsage.ENCRYPT_DECRYPT);

  private final KeyBackend backend;

  public Decrypt(KeyBackend backend) {
    this.backend = backend;
  }

  /** What a dry run may leave out. */
  public enum DryRunModifier {
    IGNORE_CIPHERTEXT
  }

  /** The input. */
  public record Request(
      @Size(min = 1, max = 6144) byte @Nullable [] ciphertextBlob,
      @Nullable Map<String, String> encryptionContext,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Size(min = 1, max = 2048) @Nullable String keyId,
      @AllowedValues(EncryptionAlgorithm.class) @Nullable String encryptionAlgorithm,
      @Nullable RecipientInfo recipient,
      @Nullable Boolean dryRun,
      @AllowedValues(DryRunModifier.class) @Nullable List<String> dryRunModifiers) {}

  /** The output. */
  public record Response(
      String keyId,
      @Sensitive byte[] plaintext,
      String encryptionAlgorithm,
      byte @Nullable [] ciphertextForRecipient,
      String keyMaterialId) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseRecipient(request.recipient());
    NotBuilt.refuseGrantTokens(request.grantTokens());
    if (request.dryRunModifiers() != null && !request.dryRunModifiers().isEmpty()) {
      throw NotBuilt.unsupported("DryRunModifiers");
    }
    return List.of(
        new Permission(
            "kms:Decrypt",
            new Permission.CiphertextKey(
                parse(request.ciphertextBlob()),
                Optional.ofNullable(request.keyId()).map(KeyReference::parse),
                KEY)));
  }

  @Override
  public boolean dryRun(Request request) {
    return Boolean.TRUE.equals(request.dryRun());
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    SymmetricBackend.requireAlgorithm(key, request.encryptionAlgorithm());
    try {
      KeyBackend.Decrypted decrypted =
          backend.decrypt(
              SymmetricBackend.of(key),
              parse(request.ciphertextBlob()),
              SymmetricBackend.context(request.encryptionContext()),
              context.reading());
      context.usedMaterial(decrypted.material());
      return new Response(
          key.arn().toString(),
          decrypted.plaintext(),
          EncryptionAlgorithm.SYMMETRIC_DEFAULT.name(),
          null,
          decrypted.material().toString());
    } catch (UnknownMaterialException e) {
      throw QueryContext.ciphertextRefused();
    } catch (NotAuthenticException e) {
      throw invalid();
    }
  }

  private static CiphertextBlob parse(byte @Nullable [] ciphertext) {
    if (ciphertext == null) {
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
