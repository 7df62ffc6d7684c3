package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.key.KeyState;
import dev.strongroom.domain.key.StateRule;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Change;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Service;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stops a key at once and names the day after which it is deleted (AWS KMS API,
 * ScheduleKeyDeletion).
 */
public final class ScheduleKeyDeletion
    implements Change<ScheduleKeyDeletion.Request, ScheduleKeyDeletion.Response> {
  private static final KeyRequirement KEY = KeyRequirement.managed(StateRule.DELETING);
  private static final int SHORTEST_DAYS = 7;
  private static final int LONGEST_DAYS = 30;

  private final Clock clock;

  public ScheduleKeyDeletion(Clock clock) {
    this.clock = clock;
  }

  /** The input. */
  public record Request(
      @NotNull @Size(min = 1, max = 2048) String keyId,
      @Min(1) @Max(365) @Nullable Integer pendingWindowInDays) {}

  /** The output. */
  public record Response(
      String keyId, @Nullable Instant deletionDate, String keyState, int pendingWindowInDays) {}

  @Override
  public Facts<Request, Response> facts() {
    return Facts.of(Service.KMS, AccessLevel.WRITE, Request.class, Response.class);
  }

  @Override
  public List<Permission> permissions(Call call, Request request) {
    return List.of(Permission.onKey("kms:ScheduleKeyDeletion", request.keyId(), KEY));
  }

  @Override
  public Step<Response> prepare(Call call, Request request) {
    int days = days(request);
    return context -> {
      Key key = context.key();
      Instant at = key.scheduleDeletion(Duration.ofDays(days), clock.instant());
      return new Response(key.arn().toString(), at, KeyState.PENDING_DELETION.toString(), days);
    };
  }

  private static int days(Request request) {
    // The model takes 1 to 365, the operation 7 to 30.
    int days = request.pendingWindowInDays() == null ? LONGEST_DAYS : request.pendingWindowInDays();
    if (days < SHORTEST_DAYS || days > LONGEST_DAYS) {
      throw new KmsException(ErrorCode.VALIDATION, "PendingWindowInDays must be between 7 and 30");
    }
    return days;
  }
}
