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
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts what Encrypt or GenerateDataKey gave (AWS KMS API, Decrypt). The ciphertext names its
 * key; a key that the request names must be the same.
 */
public final class Decrypt implements Query<Decrypt.Request, Decrypt.Response> {
  private final Ciphertexts ciphertexts;

  public Decrypt(KeyBackend backend) {
    ciphertexts = new Ciphertexts(backend);
  }

  /** The input. */
  public record Request(
      @Size(min = 1, max = 6144) byte @Nullable [] ciphertextBlob,
      @Nullable Map<String, String> encryptionContext,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Size(min = 1, max = 2048) @Nullable String keyId,
      @AllowedValues(EncryptionAlgorithm.class) @Nullable String encryptionAlgorithm,
      @Nullable RecipientInfo recipient,
      @Nullable Boolean dryRun,
      @AllowedValues(DryRunModifier.class) @Nullable List<String> dryRunModifiers)
      implements DryRunnable {}

  /** The output. */
  public record Response(
      String keyId,
      @Sensitive byte[] plaintext,
      String encryptionAlgorithm,
      byte @Nullable [] ciphertextForRecipient,
      @Nullable String keyMaterialId) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseRecipient(request.recipient());
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(Ciphertexts.permission("kms:Decrypt", given(request), ignored(request)));
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
    if (ignored(request)) {
      String algorithm =
          BackendTerms.encryptionAlgorithm(key, request.encryptionAlgorithm()).name();
      return new Response(key.arn().toString(), new byte[0], algorithm, null, null);
    }
    Ciphertexts.Opened opened = ciphertexts.open(context, key, given(request));
    if (opened.material() != null) {
      context.usedMaterial(opened.material());
    }
    return new Response(
        key.arn().toString(),
        opened.plaintext(),
        opened.algorithm().name(),
        null,
        opened.materialName());
  }

  private static boolean ignored(Request request) {
    return Ciphertexts.ignored(request.dryRun(), request.dryRunModifiers());
  }

  private static Ciphertexts.Given given(Request request) {
    return new Ciphertexts.Given(
        request.ciphertextBlob(),
        request.keyId(),
        request.encryptionAlgorithm(),
        request.encryptionContext());
  }
}
