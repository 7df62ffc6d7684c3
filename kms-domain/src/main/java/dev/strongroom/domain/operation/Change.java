package dev.strongroom.domain.operation;

/**
 * An action that changes state: it runs inside the transaction that also commits its audit event.
 */
public non-sealed interface Change<I extends Record, O extends Record> extends Operation<I, O> {}
