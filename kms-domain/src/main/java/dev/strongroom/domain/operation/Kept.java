package dev.strongroom.domain.operation;

import dev.strongroom.domain.crypto.KeyPairMaterial;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key pair that one attempt at a call has made at some cost and nobody has seen: the next
 * attempt uses it instead of making another. Attempts follow each other, on whatever threads.
 */
final class Kept implements AutoCloseable {
  private @Nullable KeyPairMaterial pair;

  synchronized KeyPairMaterial once(Supplier<KeyPairMaterial> maker) {
    if (pair == null) {
      pair = maker.get();
    }
    return pair;
  }

  @Override
  public synchronized void close() {
    if (pair != null) {
      pair.close();
      pair = null;
    }
  }
}
