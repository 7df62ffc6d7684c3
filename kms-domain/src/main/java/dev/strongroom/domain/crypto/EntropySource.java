package dev.strongroom.domain.crypto;

/** A source of true random bytes outside this process: in practice, the HSM. */
@FunctionalInterface
public interface EntropySource {

  /**
   * Fresh random bytes in a new array, which the caller wipes. May block.
   *
   * @throws RuntimeException when the source cannot be asked
   */
  byte[] bytes(int count);
}
