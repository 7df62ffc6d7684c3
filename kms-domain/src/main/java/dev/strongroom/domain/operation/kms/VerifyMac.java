package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.MacAlgorithm;
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

/** Verifies an HMAC of a message (AWS KMS API, VerifyMac). */
public final class VerifyMac implements Query<VerifyMac.Request, VerifyMac.Response> {
  private final KeyBackend backend;

  public VerifyMac(KeyBackend backend) {
    this.backend = backend;
  }

  /** The input. */
  public record Request(
      @NotNull @Sensitive @Size(min = 1, max = 4096) byte[] message,
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @NotNull @AllowedValues(MacAlgorithm.class) String macAlgorithm,
      @NotNull @Size(min = 1, max = 6144) byte[] mac,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Nullable Boolean dryRun)
      implements DryRunnable {}

  /** The output, of a MAC that is valid; one that is not is an error. */
  public record Response(String keyId, boolean macValid, String macAlgorithm) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(Permission.onKey("kms:VerifyMac", request.keyId(), GenerateMac.KEY));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    MacAlgorithm algorithm = GenerateMac.algorithm(key, request.macAlgorithm());
    boolean valid =
        backend.verifyMac(
            BackendTerms.of(key), algorithm, request.message(), request.mac(), context.reading());
    if (!valid) {
      throw new KmsException(ErrorCode.INVALID_MAC, "The MAC is not valid.");
    }
    return new Response(key.arn().toString(), true, algorithm.name());
  }
}
