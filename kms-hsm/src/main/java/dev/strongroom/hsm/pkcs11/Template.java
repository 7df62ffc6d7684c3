package dev.strongroom.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A list of attributes and values, in the order given, to create or find objects with. */
public final class Template {
  private final Map<Long, byte[]> attributes = new LinkedHashMap<>();

  /** Adds a byte array. */
  public Template with(long type, byte[] value) {
    attributes.put(type, value.clone());
    return this;
  }

  /** Adds a {@code CK_BBOOL}. */
  public Template with(long type, boolean value) {
    return with(type, new byte[] {(byte) (value ? 1 : 0)});
  }

  /** Adds a {@code CK_ULONG}. */
  public Template with(long type, long value) {
    return with(type, bytes(value));
  }

  /** Adds a UTF-8 string, which PKCS#11 does not terminate. */
  public Template with(long type, String value) {
    return with(type, value.getBytes(StandardCharsets.UTF_8));
  }

  int size() {
    return attributes.size();
  }

  /** The array of {@code CK_ATTRIBUTE}, in the arena. */
  MemorySegment in(Arena arena) {
    MemorySegment array = arena.allocate(Structures.ATTRIBUTE, attributes.size());
    long at = 0;
    for (Map.Entry<Long, byte[]> attribute : attributes.entrySet()) {
      byte[] bytes = attribute.getValue();
      // Eight bytes of alignment, because modules read a CK_ULONG through a cast pointer.
      MemorySegment value = arena.allocate(Math.max(1, bytes.length), 8);
      MemorySegment.copy(MemorySegment.ofArray(bytes), 0, value, 0, bytes.length);
      put(array, at++, attribute.getKey(), value, bytes.length);
    }
    return array;
  }

  static void put(MemorySegment array, long index, long type, MemorySegment value, long length) {
    MemorySegment entry =
        array.asSlice(index * Structures.ATTRIBUTE.byteSize(), Structures.ATTRIBUTE);
    entry.set(JAVA_LONG, Structures.offset(Structures.ATTRIBUTE, "type"), type);
    entry.set(ADDRESS, Structures.offset(Structures.ATTRIBUTE, "pValue"), value);
    entry.set(JAVA_LONG, Structures.offset(Structures.ATTRIBUTE, "ulValueLen"), length);
  }

  /** A {@code CK_ULONG} as the bytes of an attribute. */
  public static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).array();
  }
}
