package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.EncapsulationAlgorithm;
import dev.strongroom.domain.crypto.MalformedCiphertextException;
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

/**
 * Recovers a shared secret from its encapsulation; from one that was altered or made for another
 * key, another secret and no error (AWS KMS API, Decapsulate).
 */
public final class Decapsulate implements Query<Decapsulate.Request, Decapsulate.Response> {
  private final KeyBackend backend;

  public Decapsulate(KeyBackend backend) {
    this.backend = backend;
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @NotNull @Size(min = 1, max = 6144) byte[] sharedSecretCiphertextBlob,
      @NotNull @AllowedValues(EncapsulationAlgorithm.class) String encapsulationAlgorithm,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Nullable Boolean dryRun)
      implements DryRunnable {}

  /** The output. */
  public record Response(
      String keyId, @Sensitive byte[] sharedSecret, String encapsulationAlgorithm) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(Permission.onKey("kms:Decapsulate", request.keyId(), Encapsulate.KEY));
  }

  @Override
  public boolean takesLong(Request request) {
    return true;
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    EncapsulationAlgorithm algorithm = Encapsulate.algorithm(key, request.encapsulationAlgorithm());
    try {
      byte[] secret =
          backend.decapsulate(
              BackendTerms.of(key), request.sharedSecretCiphertextBlob(), context.reading());
      return new Response(key.arn().toString(), secret, algorithm.name());
    } catch (MalformedCiphertextException e) {
      throw new KmsException(
          ErrorCode.INVALID_CIPHERTEXT,
          "The ciphertext has not the length of key spec " + key.spec() + ".");
    }
  }
}
