package dev.strongroom.domain.crypto;

import javax.security.auth.DestroyFailedException;
import javax.security.auth.Destroyable;

/**
 * Zeroises parsed private keys where their provider can: AWS-LC does, the JDK with ML-DSA and
 * ML-KEM only, Bouncy Castle not.
 */
final class Destruction {
  private Destruction() {}

  static void of(Destroyable key) {
    try {
      key.destroy();
    } catch (DestroyFailedException e) {
      // The garbage collector takes it, like everything else that the provider keeps on the heap.
    }
  }
}
