package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the public half of a key pair (AWS KMS API, GetPublicKey). */
public final class GetPublicKey implements Query<GetPublicKey.Request, GetPublicKey.Response> {
  private static final KeyRequirement KEY = KeyRequirement.CRYPTOGRAPHIC_OF_ANY_USAGE;

  private final KeyBackend backend;

  public GetPublicKey(KeyBackend backend) {
    this.backend = backend;
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens) {}

  /** The output. */
  public record Response(
      String keyId,
      byte[] publicKey,
      String customerMasterKeySpec,
      String keySpec,
      String keyUsage,
      @Nullable List<String> encryptionAlgorithms,
      @Nullable List<String> signingAlgorithms,
      @Nullable List<String> keyAgreementAlgorithms,
      @Nullable List<String> encapsulationAlgorithms) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.READ, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(Permission.onKey("kms:GetPublicKey", request.keyId(), KEY));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    if (!key.spec().isAsymmetric()) {
      throw new KmsException(
          ErrorCode.UNSUPPORTED, key.arn() + " is not an asymmetric key: it has no public key.");
    }
    UsableAlgorithms algorithms = UsableAlgorithms.of(key);
    return new Response(
        key.arn().toString(),
        backend.publicKey(BackendTerms.of(key), context.reading()),
        key.spec().name(),
        key.spec().name(),
        key.usage().name(),
        algorithms.encryption(),
        algorithms.signing(),
        algorithms.agreement(),
        algorithms.encapsulation());
  }
}
