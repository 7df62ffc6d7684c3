package dev.strongroom.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One open session. <b>One thread at a time</b>: two threads in one session crash the process.
 * After any exception an operation may still be active in it, so it must be closed, not used again.
 */
public final class Session {
  private static final int FOUND_AT_ONCE = 256;

  private final Pkcs11Module module;
  private final long handle;

  Session(Pkcs11Module module, long handle) {
    this.module = module;
    this.handle = handle;
  }

  /** The session's number, unique among those that are open. */
  public long handle() {
    return handle;
  }

  /** Logs the process in to the token, for all its sessions. */
  public void login(long userType, MemorySegment pin) {
    call(Function.LOGIN, handle, userType, pin, pin.byteSize());
  }

  /** Sets the user PIN, for the security officer who is logged in. */
  public void initialisePin(MemorySegment pin) {
    call(Function.INIT_PIN, handle, pin, pin.byteSize());
  }

  /** {@code CKS_*}, for example {@link Cryptoki#CKS_RW_USER_FUNCTIONS}. */
  public long state() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(Structures.SESSION_INFO);
      call(Function.GET_SESSION_INFO, handle, info);
      return info.get(JAVA_LONG, Structures.offset(Structures.SESSION_INFO, "state"));
    }
  }

  /** Closes the session. */
  public void close() {
    call(Function.CLOSE_SESSION, handle);
  }

  /** Fills the native segment with the token's random bytes. */
  public void random(MemorySegment target) {
    call(Function.GENERATE_RANDOM, handle, target, target.byteSize());
  }

  /**
   * The handles of all objects that have every attribute of the template. Only as the user: to who
   * is logged out meanwhile a token shows no private object, and says nothing (PKCS#11 v2.40,
   * C_FindObjectsInit), and a key that is not seen must not count as one that is not there.
   */
  public long[] find(Template template) {
    requireUser();
    long[] found = findVisible(template);
    requireUser();
    return found;
  }

  private void requireUser() {
    if (state() != Cryptoki.CKS_RW_USER_FUNCTIONS) {
      throw new Pkcs11Exception(Function.FIND_OBJECTS, ReturnCode.USER_NOT_LOGGED_IN.code());
    }
  }

  private long[] findVisible(Template template) {
    try (Arena arena = Arena.ofConfined()) {
      call(Function.FIND_OBJECTS_INIT, handle, template.in(arena), (long) template.size());
      MemorySegment batch = arena.allocate(JAVA_LONG, FOUND_AT_ONCE);
      MemorySegment count = arena.allocate(JAVA_LONG);
      long[] found = {};
      while (true) {
        call(Function.FIND_OBJECTS, handle, batch, (long) FOUND_AT_ONCE, count);
        int more = Math.toIntExact(count.get(JAVA_LONG, 0));
        if (more == 0) {
          break;
        }
        int before = found.length;
        found = Arrays.copyOf(found, before + more);
        MemorySegment.copy(batch, JAVA_LONG, 0, found, before, more);
      }
      call(Function.FIND_OBJECTS_FINAL, handle);
      return found;
    }
  }

  /** Generates a secret key and returns its handle. */
  public long generateKey(long mechanism, Template template) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment key = arena.allocate(JAVA_LONG);
      call(
          Function.GENERATE_KEY,
          handle,
          mechanism(arena, mechanism, MemorySegment.NULL),
          template.in(arena),
          (long) template.size(),
          key);
      return key.get(JAVA_LONG, 0);
    }
  }

  /** Creates an object from its attributes and returns its handle. */
  public long create(Template template) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment object = arena.allocate(JAVA_LONG);
      call(Function.CREATE_OBJECT, handle, template.in(arena), (long) template.size(), object);
      return object.get(JAVA_LONG, 0);
    }
  }

  /** Destroys an object. */
  public void destroy(long object) {
    call(Function.DESTROY_OBJECT, handle, object);
  }

  /** Overwrites attributes of an object. */
  public void set(long object, Template template) {
    try (Arena arena = Arena.ofConfined()) {
      call(
          Function.SET_ATTRIBUTE_VALUE, handle, object, template.in(arena), (long) template.size());
    }
  }

  /** The values of those of the attributes that the token reports. */
  public Map<Long, byte[]> attributes(long object, long... types) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment lengths = arena.allocate(Structures.ATTRIBUTE, types.length);
      for (int i = 0; i < types.length; i++) {
        Template.put(lengths, i, types[i], MemorySegment.NULL, 0);
      }
      getAttributes(object, lengths, types.length);
      MemorySegment values = arena.allocate(Structures.ATTRIBUTE, types.length);
      int reported = 0;
      for (int i = 0; i < types.length; i++) {
        long length = length(lengths, i);
        if (length != Cryptoki.CK_UNAVAILABLE_INFORMATION) {
          MemorySegment value = arena.allocate(Math.max(1, length), 8);
          Template.put(values, reported++, types[i], value, length);
        }
      }
      if (reported > 0) {
        getAttributes(object, values, reported);
      }
      return read(values, reported);
    }
  }

  private void getAttributes(long object, MemorySegment array, long count) {
    try {
      call(Function.GET_ATTRIBUTE_VALUE, handle, object, array, count);
    } catch (Pkcs11Exception e) {
      // These say that an attribute was left out; the others are there (v2.40,
      // C_GetAttributeValue).
      if (!e.isAnyOf(ReturnCode.ATTRIBUTE_TYPE_INVALID, ReturnCode.ATTRIBUTE_SENSITIVE)) {
        throw e;
      }
    }
  }

  private static Map<Long, byte[]> read(MemorySegment array, int count) {
    Map<Long, byte[]> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      long length = length(array, i);
      if (length != Cryptoki.CK_UNAVAILABLE_INFORMATION) {
        MemorySegment entry = entry(array, i);
        long type = entry.get(JAVA_LONG, Structures.offset(Structures.ATTRIBUTE, "type"));
        MemorySegment value = entry.get(ADDRESS, Structures.offset(Structures.ATTRIBUTE, "pValue"));
        values.put(type, value.reinterpret(length).toArray(JAVA_BYTE));
      }
    }
    return values;
  }

  private static long length(MemorySegment array, long index) {
    return entry(array, index)
        .get(JAVA_LONG, Structures.offset(Structures.ATTRIBUTE, "ulValueLen"));
  }

  private static MemorySegment entry(MemorySegment array, long index) {
    return array.asSlice(index * Structures.ATTRIBUTE.byteSize(), Structures.ATTRIBUTE);
  }

  static MemorySegment mechanism(Arena arena, long code, MemorySegment parameter) {
    MemorySegment mechanism = arena.allocate(Structures.MECHANISM);
    mechanism.set(JAVA_LONG, Structures.offset(Structures.MECHANISM, "mechanism"), code);
    mechanism.set(ADDRESS, Structures.offset(Structures.MECHANISM, "pParameter"), parameter);
    mechanism.set(
        JAVA_LONG, Structures.offset(Structures.MECHANISM, "ulParameterLen"), parameter.byteSize());
    return mechanism;
  }

  void call(Function function, Object... arguments) {
    module.call(function, arguments);
  }
}
