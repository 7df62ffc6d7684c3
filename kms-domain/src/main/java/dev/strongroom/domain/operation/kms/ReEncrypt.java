package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.algorithm.EncryptionAlgorithm;
import dev.strongroom.domain.crypto.EncryptionContext;
import dev.strongroom.domain.key.KeySnapshot;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.AllowedValues;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves a ciphertext under another key or encryption context; the plaintext does not leave the
 * service (AWS KMS API, ReEncrypt).
 */
public final class ReEncrypt implements Query<ReEncrypt.Request, ReEncrypt.Response> {
  private final KeyBackend backend;

  public ReEncrypt(KeyBackend backend) {
    this.backend = backend;
  }

  /** The input. */
  public record Request(
      @Size(min = 1, max = 6144) byte @Nullable [] ciphertextBlob,
      @Nullable Map<String, String> sourceEncryptionContext,
      @Size(min = 1, max = 2048) @Nullable String sourceKeyId,
      @NotNull @Size(min = 1, max = 2048) String destinationKeyId,
      @Nullable Map<String, String> destinationEncryptionContext,
      @AllowedValues(EncryptionAlgorithm.class) @Nullable String sourceEncryptionAlgorithm,
      @AllowedValues(EncryptionAlgorithm.class) @Nullable String destinationEncryptionAlgorithm,
      @Size(max = 10) @Nullable List<@Size(min = 1, max = 8192) String> grantTokens,
      @Nullable Boolean dryRun,
      @AllowedValues(DryRunModifier.class) @Nullable List<String> dryRunModifiers) {}

  /** The output. */
  public record Response(
      byte[] ciphertextBlob,
      String sourceKeyId,
      String keyId,
      String sourceEncryptionAlgorithm,
      String destinationEncryptionAlgorithm,
      String sourceKeyMaterialId,
      String destinationKeyMaterialId) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    NotBuilt.refuseDryRunModifiers(request.dryRunModifiers());
    return List.of(
        Ciphertexts.permission(
            "kms:ReEncryptFrom", request.ciphertextBlob(), request.sourceKeyId()),
        Permission.onKey("kms:ReEncryptTo", request.destinationKeyId(), Ciphertexts.KEY));
  }

  /** One call is one charge: that of the asymmetric key, where one of the two is. */
  @Override
  public @Nullable String chargedFor(Request request) {
    String source = request.sourceEncryptionAlgorithm();
    return source == null || source.equals(EncryptionAlgorithm.SYMMETRIC_DEFAULT.name())
        ? request.destinationEncryptionAlgorithm()
        : source;
  }

  @Override
  public boolean dryRun(Request request) {
    return Boolean.TRUE.equals(request.dryRun());
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot source = context.keys().getFirst();
    KeySnapshot destination = context.keys().getLast();
    SymmetricBackend.requireAlgorithm(source, request.sourceEncryptionAlgorithm());
    SymmetricBackend.requireAlgorithm(destination, request.destinationEncryptionAlgorithm());
    EncryptionContext from = SymmetricBackend.context(request.sourceEncryptionContext());
    EncryptionContext to = SymmetricBackend.context(request.destinationEncryptionContext());
    KeyBackend.Decrypted decrypted =
        Ciphertexts.open(backend, context, request.ciphertextBlob(), from);
    byte[] ciphertext;
    try {
      ciphertext =
          backend.encrypt(
              SymmetricBackend.of(destination), decrypted.plaintext(), to, context.reading());
    } finally {
      Arrays.fill(decrypted.plaintext(), (byte) 0);
    }
    context.usedMaterial("sourceKeyMaterialId", decrypted.material());
    context.usedMaterial("destinationKeyMaterialId", destination.material());
    return new Response(
        ciphertext,
        source.arn().toString(),
        destination.arn().toString(),
        EncryptionAlgorithm.SYMMETRIC_DEFAULT.name(),
        EncryptionAlgorithm.SYMMETRIC_DEFAULT.name(),
        decrypted.material().toString(),
        destination.material().toString());
  }
}
