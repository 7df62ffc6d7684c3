package dev.strongroom.domain.operation;

import dev.strongroom.domain.crypto.NotAuthenticException;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.crypto.SealingPurpose;
import dev.strongroom.domain.crypto.TokenContext;
import dev.strongroom.domain.crypto.TokenSealer;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.keystore.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Pagination markers: the position after which the next page begins, sealed and bound to the
 * operation, its filters, the region and the caller.
 */
public final class Markers {
  private final AccountKeys accountKeys;
  private final Deployment deployment;
  private final Randomness randomness;

  public Markers(AccountKeys accountKeys, Deployment deployment, Randomness randomness) {
    this.accountKeys = accountKeys;
    this.deployment = deployment;
    this.randomness = randomness;
  }

  /**
   * @param filters what else narrows the list, in text
   * @param position where the page ended
   */
  public String seal(Call call, String operation, String filters, String position) {
    byte[] text = position.getBytes(StandardCharsets.UTF_8);
    byte[] token =
        accountKeys.withSealingKey(
            call.caller().account(),
            SealingPurpose.MARKER,
            AccountKeys.VERSION,
            key ->
                TokenSealer.seal(
                    key, context(call, operation, filters, AccountKeys.VERSION), text, randomness));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * The position that a marker holds; null for no marker.
   *
   * @throws KmsException InvalidMarkerException when it is not one of this list
   */
  public @Nullable String open(
      Call call, String operation, String filters, @Nullable String marker) {
    if (marker == null) {
      return null;
    }
    try {
      byte[] token = Base64.getUrlDecoder().decode(marker);
      int version = TokenSealer.keyVersionOf(token);
      if (version != AccountKeys.VERSION) {
        throw invalid();
      }
      return accountKeys.withSealingKey(
          call.caller().account(),
          SealingPurpose.MARKER,
          version,
          key -> {
            try {
              byte[] position =
                  TokenSealer.open(key, context(call, operation, filters, version), token);
              return new String(position, StandardCharsets.UTF_8);
            } catch (NotAuthenticException e) {
              throw invalid();
            }
          });
    } catch (IllegalArgumentException | NotAuthenticException e) {
      throw invalid();
    }
  }

  private TokenContext context(Call call, String operation, String filters, int version) {
    String binding =
        String.join("\n", operation, call.region().name(), call.caller().arn().value(), filters);
    return new TokenContext(
        deployment.id(),
        call.caller().account(),
        SealingPurpose.MARKER,
        version,
        binding.getBytes(StandardCharsets.UTF_8));
  }

  private static KmsException invalid() {
    return new KmsException(ErrorCode.INVALID_MARKER, "Could not deserialize the marker.");
  }
}
