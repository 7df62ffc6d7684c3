package dev.strongroom.hsm;

/**
 * Remembers, for all replicas, a PIN that a token has refused, so that none tries it again:
 * replicas that retry an outdated PIN lock a real token (CloudHSM after five tries). Asked before
 * each login.
 *
 * <p>Implementations compare PINs without keeping them: they keep a salted, slow hash of the
 * refused PIN and hash the one they are given. They also let only one replica at a time through
 * between {@link #begin} and {@link Attempt#close}, or replicas that start together each try a
 * wrong PIN once. A thrown exception means that the latch cannot be asked; no login is tried then.
 */
public interface PinLatch {
  /**
   * Asks for leave to try a PIN.
   *
   * @param tokenLabel which token
   * @param pin the PIN's bytes, wiped when this login ends: not to be kept
   */
  Answer begin(String tokenLabel, byte[] pin);

  /** May the PIN be tried? */
  sealed interface Answer {}

  /** No: the token has refused exactly this PIN before. */
  record Latched(Refusal refusal) implements Answer {}

  /** Yes, until closed. */
  non-sealed interface Attempt extends Answer, AutoCloseable {
    /** The token refused the PIN: latch it, durably, before this returns. */
    void refused(Refusal refusal);

    @Override
    void close();
  }

  /** How a token refuses a PIN. */
  enum Refusal {
    INCORRECT,
    LOCKED
  }
}
