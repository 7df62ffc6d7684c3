package dev.strongroom.domain.operation;

/** An action that changes no state of ours: reading and cryptography. */
public non-sealed interface Query<I extends Record, O extends Record> extends Operation<I, O> {

  /**
   * Runs the action. It may be run again when what it read has changed meanwhile.
   *
   * @throws dev.strongroom.domain.error.KmsException the documented error
   */
  O run(QueryContext context, I request);
}
