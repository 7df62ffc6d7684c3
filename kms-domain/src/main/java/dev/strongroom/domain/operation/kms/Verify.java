package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.MessageType;
import dev.strongroom.domain.algorithm.SigningAlgorithm;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.AllowedValues;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.DryRunnable;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Sensitive;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies a signature with a pair's public key (AWS KMS API, Verify). */
public final class Verify implements Query<Verify.Request, Verify.Response> {
  private final KeyBackend backend;

  public Verify(KeyBackend backend) {
    this.backend = backend;
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @NotNull @Sensitive @Size(min = 1, max = 4096) byte[] message,
      @AllowedValues(MessageType.class) @Nullable String messageType,
      @NotNull @Size(min = 1, max = 6144) byte[] signature,
      @NotNull @AllowedValues(SigningAlgorithm.class) String signingAlgorithm,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Nullable Boolean dryRun)
      implements DryRunnable {}

  /** The output, of a signature that is valid; one that is not is an error. */
  public record Response(String keyId, boolean signatureValid, String signingAlgorithm) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(Permission.onKey("kms:Verify", request.keyId(), SignedMessages.KEY));
  }

  @Override
  public boolean takesLong(Request request) {
    return SignedMessages.takeLong(request.signingAlgorithm());
  }

  @Override
  public @Nullable String chargedFor(Request request) {
    return request.signingAlgorithm();
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    SigningAlgorithm algorithm = SignedMessages.algorithm(key, request.signingAlgorithm());
    MessageType type =
        SignedMessages.type(key, algorithm, request.messageType(), request.message());
    boolean valid =
        backend.verify(
            BackendTerms.of(key),
            algorithm,
            type,
            request.message(),
            request.signature(),
            context.reading());
    if (!valid) {
      throw new KmsException(ErrorCode.INVALID_KMS_SIGNATURE, "The signature is not valid.");
    }
    return new Response(key.arn().toString(), true, algorithm.name());
  }
}
