package dev.strongroom.domain.operation;

/**
 * What is fixed about an action.
 *
 * @param service the API that it belongs to
 * @param accessLevel the level that the service authorization reference gives it
 * @param requestType its input
 * @param responseType its output
 */
public record Facts<I extends Record, O extends Record>(
    Service service, AccessLevel accessLevel, Class<I> requestType, Class<O> responseType) {

  /** The facts in their order. */
  public static <I extends Record, O extends Record> Facts<I, O> of(
      Service service, AccessLevel accessLevel, Class<I> requestType, Class<O> responseType) {
    return new Facts<>(service, accessLevel, requestType, responseType);
  }
}
