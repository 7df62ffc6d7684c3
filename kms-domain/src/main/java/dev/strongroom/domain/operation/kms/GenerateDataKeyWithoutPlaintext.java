package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.DataKeySpec;
import dev.strongroom.domain.crypto.Randomness;
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
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a random data key and gives it encrypted only (AWS KMS API,
 * GenerateDataKeyWithoutPlaintext).
 */
public final class GenerateDataKeyWithoutPlaintext
    implements Query<
        GenerateDataKeyWithoutPlaintext.Request, GenerateDataKeyWithoutPlaintext.Response> {
  private final DataKeys dataKeys;

  public GenerateDataKeyWithoutPlaintext(KeyBackend backend, Randomness randomness) {
    dataKeys = new DataKeys(backend, randomness);
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @Nullable Map<String, String> encryptionContext,
      @AllowedValues(DataKeySpec.class) @Nullable String keySpec,
      @Min(1) @Max(1024) @Nullable Integer numberOfBytes,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Nullable Boolean dryRun)
      implements DryRunnable {}

  /** The output. */
  public record Response(byte[] ciphertextBlob, String keyId, String keyMaterialId) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    DataKeys.size(request.keySpec(), request.numberOfBytes());
    return List.of(
        Permission.onKey("kms:GenerateDataKeyWithoutPlaintext", request.keyId(), DataKeys.KEY));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    DataKeys.DataKey made =
        dataKeys.generate(
            context,
            DataKeys.size(request.keySpec(), request.numberOfBytes()),
            request.encryptionContext());
    Arrays.fill(made.plaintext(), (byte) 0);
    return new Response(made.ciphertext(), key.arn().toString(), key.material().toString());
  }
}
