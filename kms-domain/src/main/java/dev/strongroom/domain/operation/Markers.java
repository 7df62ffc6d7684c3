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
import java.util.List;
import java.util.function.Function;
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
   * One page of a list.
   *
   * @param nextMarker where the next one begins; null when there is none
   */
  public record Page<T>(List<T> items, @Nullable String nextMarker) {

    /** Whether there is more. */
    public boolean truncated() {
      return nextMarker != null;
    }

    public <R> Page<R> map(Function<T, R> shown) {
      return new Page<>(items.stream().map(shown).toList(), nextMarker);
    }
  }

  /**
   * Cuts a page out of what was found.
   *
   * @param filters what else narrows the list, in text
   * @param found at most one more than the limit: whether there are more is seen by that one
   * @param position an item's place in the list's order
   */
  public <T> Page<T> page(
      QueryContext context,
      String operation,
      String filters,
      List<T> found,
      int limit,
      Function<T, String> position) {
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    List<T> items = found.subList(0, limit);
    return new Page<>(items, seal(context, operation, filters, position.apply(items.getLast())));
  }

  private String seal(QueryContext context, String operation, String filters, String position) {
    // The sealing key may have to come from the database and the token.
    context.reading().aboutToBlock();
    Call call = context.call();
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
      QueryContext context, String operation, String filters, @Nullable String marker) {
    if (marker == null) {
      return null;
    }
    context.reading().aboutToBlock();
    Call call = context.call();
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
