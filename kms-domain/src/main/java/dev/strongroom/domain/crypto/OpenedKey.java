package dev.strongroom.domain.crypto;

/** A key material that has been opened, of whatever kind. Safe for use by several threads. */
public sealed interface OpenedKey extends AutoCloseable
    permits SymmetricKey, MacKey, AsymmetricKey {

  /** Whether the key has been closed; by the next statement it may have been. */
  boolean isClosed();

  /** How much memory it takes, in bytes, about. */
  int weight();

  /**
   * Forbids further use: calls that begin later get an IllegalStateException. What can be zeroised
   * is, when the last running call ends.
   */
  @Override
  void close();
}
