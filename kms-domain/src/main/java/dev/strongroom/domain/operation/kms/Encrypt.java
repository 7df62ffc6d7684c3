package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts up to 4,096 bytes under a symmetric key, bound to an encryption context, or what fits
 * into one block with a pair's public key (AWS KMS API, Encrypt).
 */
public final class Encrypt implements Query<Encrypt.Request, Encrypt.Response> {
  private final Ciphertexts ciphertexts;

  public Encrypt(KeyBackend backend) {
    ciphertexts = new Ciphertexts(backend);
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @NotNull @Sensitive @Size(min = 1, max = 4096) byte[] plaintext,
      @Nullable Map<String, String> encryptionContext,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @AllowedValues(EncryptionAlgorithm.class) @Nullable String encryptionAlgorithm,
      @Nullable Boolean dryRun)
      implements DryRunnable {}

  /** The output. */
  public record Response(byte[] ciphertextBlob, String keyId, String encryptionAlgorithm) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(Permission.onKey("kms:Encrypt", request.keyId(), Ciphertexts.KEY));
  }

  @Override
  public @Nullable String chargedFor(Request request) {
    return request.encryptionAlgorithm();
  }

  @Override
  public boolean takesLong(Request request) {
    return Ciphertexts.isOfPairs(request.encryptionAlgorithm());
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    Ciphertexts.Made made =
        ciphertexts.make(
            context,
            key,
            request.plaintext(),
            request.encryptionAlgorithm(),
            request.encryptionContext());
    if (made.material() != null) {
      context.usedMaterial(made.material());
    }
    return new Response(made.ciphertext(), key.arn().toString(), made.algorithm().name());
  }
}
