package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.KeyAgreementAlgorithm;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.crypto.InvalidPublicKeyException;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.AllowedValues;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.DryRunnable;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Sensitive;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Agrees on a secret with whoever holds the private half of another public key (AWS KMS API,
 * DeriveSharedSecret).
 */
public final class DeriveSharedSecret
    implements Query<DeriveSharedSecret.Request, DeriveSharedSecret.Response> {
  private static final KeyRequirement KEY = KeyRequirement.cryptographic(KeyUsage.KEY_AGREEMENT);

  private final KeyBackend backend;

  public DeriveSharedSecret(KeyBackend backend) {
    this.backend = backend;
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @NotNull @AllowedValues(KeyAgreementAlgorithm.class) String keyAgreementAlgorithm,
      @NotNull @Size(min = 1, max = 8192) byte[] publicKey,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Nullable Boolean dryRun,
      @Nullable RecipientInfo recipient)
      implements DryRunnable {}

  /** The output. */
  public record Response(
      String keyId,
      @Sensitive byte[] sharedSecret,
      byte @Nullable [] ciphertextForRecipient,
      String keyAgreementAlgorithm,
      String keyOrigin) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseRecipient(request.recipient());
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(Permission.onKey("kms:DeriveSharedSecret", request.keyId(), KEY));
  }

  @Override
  public boolean takesLong(Request request) {
    return true;
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    KeyAgreementAlgorithm algorithm =
        BackendTerms.algorithm(
            key, key.spec().keyAgreementAlgorithms(), request.keyAgreementAlgorithm());
    try {
      return new Response(
          key.arn().toString(),
          backend.agree(BackendTerms.of(key), request.publicKey(), context.reading()),
          null,
          algorithm.name(),
          key.origin().name());
    } catch (InvalidPublicKeyException e) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          "The public key is not the DER of a SubjectPublicKeyInfo of a point on the curve of key"
              + " spec "
              + key.spec()
              + ".");
    }
  }
}
