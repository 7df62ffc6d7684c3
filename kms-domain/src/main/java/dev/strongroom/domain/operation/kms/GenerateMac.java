package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.KeyUsage;
import dev.strongroom.domain.algorithm.MacAlgorithm;
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

/** Makes an HMAC of a message (AWS KMS API, GenerateMac). */
public final class GenerateMac implements Query<GenerateMac.Request, GenerateMac.Response> {
  static final KeyRequirement KEY = KeyRequirement.cryptographic(KeyUsage.GENERATE_VERIFY_MAC);

  private final KeyBackend backend;

  public GenerateMac(KeyBackend backend) {
    this.backend = backend;
  }

  /** The input. */
  public record Request(
      @NotNull @Sensitive @Size(min = 1, max = 4096) byte[] message,
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @NotNull @AllowedValues(MacAlgorithm.class) String macAlgorithm,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Nullable Boolean dryRun)
      implements DryRunnable {}

  /** The output. */
  public record Response(byte[] mac, String macAlgorithm, String keyId) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(Permission.onKey("kms:GenerateMac", request.keyId(), KEY));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    MacAlgorithm algorithm = algorithm(key, request.macAlgorithm());
    byte[] mac = backend.mac(BackendTerms.of(key), algorithm, request.message(), context.reading());
    return new Response(mac, algorithm.name(), key.arn().toString());
  }

  /**
   * The algorithm that a request names.
   *
   * @throws dev.strongroom.domain.error.KmsException InvalidKeyUsageException when the key has no
   *     such algorithm
   */
  static MacAlgorithm algorithm(KeySnapshot key, String wanted) {
    return BackendTerms.algorithm(key, key.spec().macAlgorithms(), wanted);
  }
}
