package dev.strongroom.hsm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Seals and opens arrays, which the keys take in native memory only. */
final class Native {
  private Native() {}

  static byte[] seal(RootKeys keys, RootKey key, byte[] aad, byte[] plaintext) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment segment = arena.allocate(plaintext.length);
      MemorySegment.copy(MemorySegment.ofArray(plaintext), 0, segment, 0, plaintext.length);
      return keys.seal(key, aad, segment);
    }
  }

  static byte[] open(RootKeys keys, RootKey key, byte[] aad, byte[] sealed) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment out = arena.allocate(Math.max(1, sealed.length - RootKeys.OVERHEAD));
      keys.open(key, aad, sealed, out);
      return out.toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /** Removes an object behind the service's back, as somebody with the PIN could. */
  static void remove(Token token, RootKeyId id) {
    token
        .pool()
        .run(
            lent -> {
              lent.session().destroy(RootKeyObjects.only(lent.session(), id));
              lent.generation().keys().remove(id);
              return id;
            });
  }
}
