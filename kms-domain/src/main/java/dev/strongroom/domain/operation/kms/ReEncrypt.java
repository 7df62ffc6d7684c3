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
  private final Ciphertexts ciphertexts;

  public ReEncrypt(KeyBackend backend) {
    ciphertexts = new Ciphertexts(backend);
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
      @AllowedValues(DryRunModifier.class) @Nullable List<String> dryRunModifiers)
      implements DryRunnable {}

  /** The output. */
  public record Response(
      byte[] ciphertextBlob,
      String sourceKeyId,
      String keyId,
      String sourceEncryptionAlgorithm,
      String destinationEncryptionAlgorithm,
      @Nullable String sourceKeyMaterialId,
      @Nullable String destinationKeyMaterialId) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseGrantTokens(request.grantTokens());
    return List.of(
        Ciphertexts.permission("kms:ReEncryptFrom", given(request), ignored(request)),
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
  public boolean takesLong(Request request) {
    return Ciphertexts.isOfPairs(request.sourceEncryptionAlgorithm())
        || Ciphertexts.isOfPairs(request.destinationEncryptionAlgorithm());
  }

  @Override
  public Response run(QueryContext context, Request request) {
    KeySnapshot source = context.keys().getFirst();
    KeySnapshot destination = context.keys().getLast();
    if (ignored(request)) {
      return check(source, destination, request);
    }
    // Before anything is opened for it.
    BackendTerms.encryptionAlgorithm(destination, request.destinationEncryptionAlgorithm());
    Ciphertexts.Opened opened = ciphertexts.open(context, source, given(request));
    Ciphertexts.Made made;
    try {
      made =
          ciphertexts.make(
              context,
              destination,
              opened.plaintext(),
              request.destinationEncryptionAlgorithm(),
              request.destinationEncryptionContext());
    } finally {
      Arrays.fill(opened.plaintext(), (byte) 0);
    }
    if (opened.material() != null) {
      context.usedMaterial("sourceKeyMaterialId", opened.material());
    }
    if (made.material() != null) {
      context.usedMaterial("destinationKeyMaterialId", made.material());
    }
    return new Response(
        made.ciphertext(),
        source.arn().toString(),
        destination.arn().toString(),
        opened.algorithm().name(),
        made.algorithm().name(),
        opened.materialName(),
        made.materialName());
  }

  /** What a dry run does that ignores the ciphertext, after what it may do was decided. */
  private static Response check(KeySnapshot source, KeySnapshot destination, Request request) {
    byte[] nothing = new byte[0];
    return new Response(
        nothing,
        source.arn().toString(),
        destination.arn().toString(),
        BackendTerms.encryptionAlgorithm(source, request.sourceEncryptionAlgorithm()).name(),
        BackendTerms.encryptionAlgorithm(destination, request.destinationEncryptionAlgorithm())
            .name(),
        null,
        null);
  }

  private static boolean ignored(Request request) {
    return Ciphertexts.ignored(request.dryRun(), request.dryRunModifiers());
  }

  private static Ciphertexts.Given given(Request request) {
    return new Ciphertexts.Given(
        request.ciphertextBlob(),
        request.sourceKeyId(),
        request.sourceEncryptionAlgorithm(),
        request.sourceEncryptionContext());
  }
}
