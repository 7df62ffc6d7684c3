package dev.strongroom.domain.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An encryption context: pairs that are not secret, authenticated with a ciphertext and needed
 * again to open it. Case-sensitive; the order of the pairs does not matter.
 *
 * <p>The canonical form, in which it is authenticated (all numbers big-endian):
 *
 * <pre>
 * u32 number of pairs
 * per pair, sorted by the key's UTF-8 bytes (as unsigned numbers):
 *   u32 length | key in UTF-8 | u32 length | value in UTF-8
 * </pre>
 *
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html">AWS
 *     KMS: encryption context</a>
 */
public final class EncryptionContext {
  /** The context without pairs; the same as none at all. */
  public static final EncryptionContext EMPTY = new EncryptionContext(Map.of());

  private final Map<String, String> pairs;
  private final byte[] canonical;

  private EncryptionContext(Map<String, String> unsorted) {
    Pair[] sorted =
        unsorted.entrySet().stream()
            .map(entry -> Pair.of(entry.getKey(), entry.getValue()))
            .sorted((one, other) -> Arrays.compareUnsigned(one.keyBytes, other.keyBytes))
            .toArray(Pair[]::new);
    Map<String, String> inOrder = new LinkedHashMap<>();
    int size = Integer.BYTES;
    for (Pair pair : sorted) {
      inOrder.put(pair.key, pair.value);
      size = Math.addExact(size, pair.size());
    }
    ByteBuffer out = ByteBuffer.allocate(size).putInt(sorted.length);
    for (Pair pair : sorted) {
      out.putInt(pair.keyBytes.length).put(pair.keyBytes);
      out.putInt(pair.valueBytes.length).put(pair.valueBytes);
    }
    this.pairs = Collections.unmodifiableMap(inOrder);
    this.canonical = out.array();
  }

  /**
   * The context of these pairs, which are copied.
   *
   * @throws IllegalArgumentException when a key or value has an unpaired surrogate
   */
  public static EncryptionContext of(Map<String, String> pairs) {
    return pairs.isEmpty() ? EMPTY : new EncryptionContext(pairs);
  }

  /** The pairs, sorted by the UTF-8 bytes of their keys; unmodifiable. */
  public Map<String, String> pairs() {
    return pairs;
  }

  /** The canonical form, as a copy. */
  public byte[] canonical() {
    return canonical.clone();
  }

  /** The canonical form itself: for readers in this package that do not write into it. */
  byte[] canonicalShared() {
    return canonical;
  }

  /** The size of the canonical form in bytes, for the operation that limits it. */
  public int canonicalSize() {
    return canonical.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncryptionContext that && Arrays.equals(canonical, that.canonical);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(canonical);
  }

  @Override
  public String toString() {
    return "EncryptionContext[" + pairs.size() + " pairs]";
  }

  private record Pair(String key, String value, byte[] keyBytes, byte[] valueBytes) {
    static Pair of(String key, String value) {
      return new Pair(key, value, CanonicalBytes.utf8(key), CanonicalBytes.utf8(value));
    }

    int size() {
      return Math.addExact(2 * Integer.BYTES, Math.addExact(keyBytes.length, valueBytes.length));
    }
  }
}
