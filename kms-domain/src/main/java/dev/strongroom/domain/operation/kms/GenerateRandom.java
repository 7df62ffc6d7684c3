package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.Sensitive;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives 1 to 1,024 random bytes (AWS KMS API, GenerateRandom). */
public final class GenerateRandom
    implements Query<GenerateRandom.Request, GenerateRandom.Response> {
  private final Randomness randomness;

  public GenerateRandom(Randomness randomness) {
    this.randomness = randomness;
  }

  /** The input. */
  public record Request(
      @Min(1) @Max(1024) @Nullable Integer numberOfBytes,
      @Size(min = 1, max = 64) @Nullable String customKeyStoreId,
      @Nullable RecipientInfo recipient) {}

  /** The output. */
  public record Response(@Sensitive byte[] plaintext, byte @Nullable [] ciphertextForRecipient) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    NotBuilt.refuseRecipient(request.recipient());
    if (request.customKeyStoreId() != null) {
      throw NotBuilt.unsupported("CustomKeyStoreId");
    }
    return List.of(Permission.on("kms:GenerateRandom"));
  }

  @Override
  public Response run(QueryContext context, Request request) {
    if (request.numberOfBytes() == null) {
      throw new KmsException(ErrorCode.VALIDATION, "NumberOfBytes is required.");
    }
    return new Response(randomness.bytes(request.numberOfBytes()), null);
  }
}
