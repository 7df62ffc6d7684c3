package dev.strongroom.domain.operation;

/**
 * An action that changes state: it runs inside the transaction that also commits its audit event.
 */
public non-sealed interface Change<I extends Record, O extends Record> extends Operation<I, O> {

  /**
   * Does, before the transaction begins, what takes long or waits for the token: no database
   * connection and no lock is held then. The caller's permissions without a resource have been
   * checked.
   *
   * @return the part that runs inside the transaction
   * @throws dev.strongroom.domain.error.KmsException the documented error
   */
  Step<O> prepare(Call call, I request);

  /**
   * The part of a change that runs inside its transaction; all of it is rolled back when it throws.
   */
  @FunctionalInterface
  interface Step<O extends Record> {
    O apply(ChangeContext context);
  }
}
