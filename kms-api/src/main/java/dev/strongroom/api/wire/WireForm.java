package dev.strongroom.api.wire;

import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.Operation;

/**
 * How one call is written: its request, its response and its errors. A form is chosen for a request
 * by routing and knows no operation; everything follows from the shapes of the records.
 */
public interface WireForm {

  /**
   * Reads the operation's request. Limits are not checked here, only types.
   *
   * @throws KmsException with SERIALIZATION when the body does not have the form
   */
  <I extends Record> I decode(Class<I> type);

  /** Writes the operation's response. */
  WireResponse success(Operation<?, ?> operation, Record response, String requestId);

  /** Writes an error. */
  WireResponse failure(KmsException error, String requestId);
}
