package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.DataKeyPairSpec;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.keystore.KeyPairSource;
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
 * Makes a key pair for use elsewhere and gives its private key in plaintext and encrypted (AWS KMS
 * API, GenerateDataKeyPair).
 */
public final class GenerateDataKeyPair
    implements Query<GenerateDataKeyPair.Request, GenerateDataKeyPair.Response> {
  private final DataKeyPairs pairs;

  public GenerateDataKeyPair(KeyBackend backend, KeyPairSource source) {
    pairs = new DataKeyPairs(backend, source);
  }

  /** The input. */
  public record Request(
      @Nullable Map<String, String> encryptionContext,
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @NotNull @AllowedValues(DataKeyPairSpec.class) String keyPairSpec,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Nullable RecipientInfo recipient,
      @Nullable Boolean dryRun)
      implements DryRunnable {}

  /** The output. */
  public record Response(
      byte[] privateKeyCiphertextBlob,
      @Sensitive byte[] privateKeyPlaintext,
      byte[] publicKey,
      String keyId,
      String keyPairSpec,
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
    return List.of(Permission.onKey("kms:GenerateDataKeyPair", request.keyId(), DataKeys.KEY));
  }

  @Override
  public @Nullable String chargedFor(Request request) {
    return request.keyPairSpec();
  }

  @Override
  public boolean takesLong(Request request) {
    return true;
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot key = context.key();
    DataKeyPairs.DataKeyPair made =
        dryRun(request)
            ? pairs.check(context, request.encryptionContext())
            : pairs.generate(context, request.keyPairSpec(), request.encryptionContext());
    return new Response(
        made.ciphertext(),
        made.privateKey(),
        made.publicKey(),
        key.arn().toString(),
        request.keyPairSpec(),
        null,
        key.material().toString());
  }
}
