package dev.strongroom.domain.operation;

import java.util.List;

/**
 * One action of an API: everything there is to know about it stands in the one file that implements
 * this.
 *
 * @param <I> the request record, whose annotated members are the action's input
 * @param <O> the response record
 */
public sealed interface Operation<I extends Record, O extends Record> permits Query, Change {

  /** The API that the action belongs to. */
  Service service();

  /** The action's name, such as {@code Encrypt}. */
  default String name() {
    return getClass().getSimpleName();
  }

  Class<I> requestType();

  Class<O> responseType();

  AccessLevel accessLevel();

  /**
   * What the caller must be allowed to do, in the order in which it is checked. Keys and aliases
   * that are named here are resolved, authorised and checked for usage and state before the action
   * runs.
   */
  List<Permission> permissions(Call call, I request);

  /** Whether the caller asked to check only; the action then runs, and its result is dropped. */
  default boolean dryRun(I request) {
    return false;
  }
}
