package dev.strongroom.domain.keystore;

import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.crypto.KeyPairMaterial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RSA pairs that nobody has yet. A pair is of one who took it, and no more of the stock's; whatever
 * finds no place is closed.
 */
final class KeyPairStock implements AutoCloseable {
  // By spec; one is here once a pair of it was asked for.
  private final Map<KeySpec, Deque<KeyPairMaterial>> pairs = new EnumMap<>(KeySpec.class);
  private boolean closed;

  /** From now on pairs of the spec are wanted. */
  synchronized void want(KeySpec spec) {
    pairs.computeIfAbsent(spec, same -> new ArrayDeque<>());
  }

  /** A pair, which is the caller's from then on; null when there is none. */
  synchronized @Nullable KeyPairMaterial take(KeySpec spec) {
    Deque<KeyPairMaterial> ready = pairs.get(spec);
    return ready == null ? null : ready.pollFirst();
  }

  /** Keeps a pair, or closes it where there is no room. */
  synchronized void put(KeySpec spec, KeyPairMaterial pair) {
    Deque<KeyPairMaterial> ready = pairs.get(spec);
    if (closed || ready == null || ready.size() >= most(spec)) {
      pair.close();
    } else {
      ready.addLast(pair);
    }
  }

  /** A spec with room for another pair, the cheapest first; null when there is none. */
  synchronized @Nullable KeySpec lacking() {
    for (Map.Entry<KeySpec, Deque<KeyPairMaterial>> of : pairs.entrySet()) {
      if (!closed && of.getValue().size() < most(of.getKey())) {
        return of.getKey();
      }
    }
    return null;
  }

  private static int most(KeySpec spec) {
    return spec == KeySpec.RSA_2048 ? 2 : 1;
  }

  synchronized int size() {
    return pairs.values().stream().mapToInt(Deque::size).sum();
  }

  @Override
  public synchronized void close() {
    closed = true;
    pairs.values().forEach(ready -> ready.forEach(KeyPairMaterial::close));
    pairs.clear();
  }
}
