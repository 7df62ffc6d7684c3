package dev.strongroom.domain.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One action of an API: everything there is to know about it stands in the one file that implements
 * this.
 *
 * @param <I> the request record, whose annotated members are the action's input
 * @param <O> the response record
 */
public sealed interface Operation<I extends Record, O extends Record> permits Query, Change {

  /** What is fixed about the action. */
  Facts<I, O> facts();

  /** The API that the action belongs to. */
  default Service service() {
    return facts().service();
  }

  /** The action's name, such as {@code Encrypt}. */
  default String name() {
    return getClass().getSimpleName();
  }

  default Class<I> requestType() {
    return facts().requestType();
  }

  default Class<O> responseType() {
    return facts().responseType();
  }

  /**
   * Whether CloudTrail calls it read-only: cryptographic operations are, although IAM says write.
   */
  default boolean readOnly() {
    return this instanceof Query;
  }

  /**
   * What the caller must be allowed to do, in the order in which it is checked. Keys and aliases
   * that are named here are resolved, authorised and checked for usage and state before the action
   * runs.
   *
   * @throws dev.strongroom.domain.error.KmsException when the request names no such thing
   */
  List<Permission> permissions(Call call, I request);

  /**
   * The spec or algorithm in the request that decides which quota it is charged to: the member as
   * it came, which is not validated then and may be missing. Null also where the name of the
   * operation alone decides.
   */
  default @Nullable String chargedFor(I request) {
    return null;
  }

  /**
   * Whether the work takes so long, by what the request says alone, that it must not be tried where
   * calls arrive. What turns out to be long only on the way asks its {@code Reading}. Asked before
   * the request is validated.
   */
  default boolean takesLong(I request) {
    return false;
  }

  /** Whether the caller asked to check only; the action then runs, and its result is dropped. */
  default boolean dryRun(I request) {
    return request instanceof DryRunnable asked && Boolean.TRUE.equals(asked.dryRun());
  }
}
