package dev.strongroom.domain.operation;

import dev.strongroom.domain.error.KmsException;

/**
 * Receives the result of a call, exactly once, on any thread; it must not block. By then the call's
 * audit event is committed.
 */
public interface Completion<O extends Record> {

  /**
   * The call succeeded. The receiver encodes the response and then wipes it ({@link
   * RecordShape#wipe}).
   */
  void succeeded(O response);

  /** The call was refused or failed. */
  void failed(KmsException error);

  /**
   * Whether the call's change was committed cannot be known, so no answer is true: the connection
   * is to be closed without one.
   */
  void unknown();
}
