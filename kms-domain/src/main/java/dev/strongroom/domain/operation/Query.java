package dev.strongroom.domain.operation;

/** An action that changes no state of ours: reading and cryptography. */
public non-sealed interface Query<I extends Record, O extends Record> extends Operation<I, O> {}
