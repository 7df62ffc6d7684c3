package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.EncapsulationAlgorithm;
import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.crypto.AsymmetricKey;
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

/** Makes a shared secret and encapsulates it under a public key (AWS KMS API, Encapsulate). */
public final class Encapsulate implements Query<Encapsulate.Request, Encapsulate.Response> {
  static final KeyRequirement KEY = KeyRequirement.cryptographic(KeyUsage.ENCAPSULATE_DECAPSULATE);

  private final KeyBackend backend;

  public Encapsulate(KeyBackend backend) {
    this.backend = backend;
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @NotNull @AllowedValues(EncapsulationAlgorithm.class) String encapsulationAlgorithm,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Nullable Boolean dryRun)
      implements DryRunnable {}

  /** The output. */
  public record Response(
      String keyId,
      @Sensitive byte[] sharedSecret,
      byte[] sharedSecretCiphertextBlob,
      String encapsulationAlgorithm) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(Permission.onKey("kms:Encapsulate", request.keyId(), KEY));
  }

  @Override
  public boolean takesLong(Request request) {
    return true;
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    EncapsulationAlgorithm algorithm = algorithm(key, request.encapsulationAlgorithm());
    AsymmetricKey.Encapsulated made = backend.encapsulate(BackendTerms.of(key), context.reading());
    return new Response(key.arn().toString(), made.secret(), made.ciphertext(), algorithm.name());
  }

  /**
   * The algorithm that a request names.
   *
   * @throws dev.strongroom.domain.error.KmsException InvalidKeyUsageException when the key has no
   *     such algorithm
   */
  static EncapsulationAlgorithm algorithm(KeySnapshot key, String wanted) {
    return BackendTerms.algorithm(key, key.spec().encapsulationAlgorithms(), wanted);
  }
}
