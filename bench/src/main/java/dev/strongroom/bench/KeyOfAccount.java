package dev.strongroom.bench;

import dev.strongroom.domain.algorithm.KeySpec;

/**
 * A key to measure with.
 *
 * @param made by it, in base64: a ciphertext, or a signature; empty where no call takes one
 */
record KeyOfAccount(Account account, KeySpec spec, String id, String made) {

  /** The same key, with what it has made. */
  KeyOfAccount thatMade(String base64) {
    return new KeyOfAccount(account, spec, id, base64);
  }
}
