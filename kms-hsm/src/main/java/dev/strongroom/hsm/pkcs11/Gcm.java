package dev.strongroom.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * AES-GCM with a key of the token: IV of 96 bits, tag of 128 bits (SP 800-38D).
 *
 * <pre>
 *  0..11  IV
 * 12..    ciphertext, then 16 bytes of tag
 * </pre>
 *
 * Memory that has held plaintext is zeroised before it is given back.
 */
public final class Gcm {
  /** Bytes of IV in front of a ciphertext. */
  public static final int IV_LENGTH = 12;

  /** Bytes of tag behind it. */
  public static final int TAG_LENGTH = 16;

  /** What sealing adds. */
  public static final int OVERHEAD = IV_LENGTH + TAG_LENGTH;

  private Gcm() {}

  /**
   * Encrypts under a fresh IV from the token's random generator. The IV is taken back from the
   * mechanism's parameters afterwards, because some tokens put in one of their own.
   *
   * @param plaintext native, not empty
   */
  public static byte[] seal(Session session, long key, byte[] aad, MemorySegment plaintext) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment iv = arena.allocate(IV_LENGTH);
      session.random(iv);
      MemorySegment parameters = parameters(arena, iv, aad);
      long handle = session.handle();
      session.call(Function.ENCRYPT_INIT, handle, mechanism(arena, parameters), key);
      // Not exactly the size that is due: some tokens ask for a block more before they begin.
      MemorySegment out = arena.allocate(plaintext.byteSize() + 2 * TAG_LENGTH);
      MemorySegment length = arena.allocate(JAVA_LONG);
      length.set(JAVA_LONG, 0, out.byteSize());
      session.call(Function.ENCRYPT, handle, plaintext, plaintext.byteSize(), out, length);
      long written = length.get(JAVA_LONG, 0);
      if (written != plaintext.byteSize() + TAG_LENGTH
          || parameters.get(JAVA_LONG, Structures.offset(Structures.GCM_PARAMS, "ulIvLen"))
              != IV_LENGTH) {
        // A token that works otherwise than asked must not produce blobs that nobody can open.
        throw new Pkcs11Exception(Function.ENCRYPT, ReturnCode.DATA_LEN_RANGE.code());
      }
      MemorySegment usedIv =
          parameters
              .get(ADDRESS, Structures.offset(Structures.GCM_PARAMS, "pIv"))
              .reinterpret(IV_LENGTH);
      byte[] sealed = new byte[Math.toIntExact(IV_LENGTH + written)];
      MemorySegment.copy(usedIv, JAVA_BYTE, 0, sealed, 0, IV_LENGTH);
      MemorySegment.copy(out, JAVA_BYTE, 0, sealed, IV_LENGTH, (int) written);
      return sealed;
    }
  }

  /**
   * Decrypts into a native segment of exactly the plaintext's length, which stays untouched unless
   * the tag is right.
   *
   * @param sealed longer than {@link #OVERHEAD}
   */
  public static void open(
      Session session, long key, byte[] aad, byte[] sealed, MemorySegment plaintextOut) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment blob = copy(arena, sealed);
      MemorySegment iv = arena.allocate(IV_LENGTH).copyFrom(blob.asSlice(0, IV_LENGTH));
      MemorySegment ciphertext = blob.asSlice(IV_LENGTH);
      long handle = session.handle();
      session.call(
          Function.DECRYPT_INIT, handle, mechanism(arena, parameters(arena, iv, aad)), key);
      MemorySegment out = arena.allocate(ciphertext.byteSize() + TAG_LENGTH);
      try {
        MemorySegment length = arena.allocate(JAVA_LONG);
        length.set(JAVA_LONG, 0, out.byteSize());
        session.call(Function.DECRYPT, handle, ciphertext, ciphertext.byteSize(), out, length);
        if (length.get(JAVA_LONG, 0) != plaintextOut.byteSize()) {
          throw new Pkcs11Exception(Function.DECRYPT, ReturnCode.ENCRYPTED_DATA_LEN_RANGE.code());
        }
        plaintextOut.copyFrom(out.asSlice(0, plaintextOut.byteSize()));
      } finally {
        out.fill((byte) 0);
      }
    }
  }

  private static MemorySegment mechanism(Arena arena, MemorySegment parameters) {
    return Session.mechanism(arena, Cryptoki.CKM_AES_GCM, parameters);
  }

  private static MemorySegment parameters(Arena arena, MemorySegment iv, byte[] aad) {
    MemorySegment parameters = arena.allocate(Structures.GCM_PARAMS);
    MemorySegment nativeAad = copy(arena, aad);
    set(parameters, "ulIvLen", IV_LENGTH);
    set(parameters, "ulIvBits", IV_LENGTH * 8L);
    set(parameters, "ulAADLen", aad.length);
    set(parameters, "ulTagBits", TAG_LENGTH * 8L);
    parameters.set(ADDRESS, Structures.offset(Structures.GCM_PARAMS, "pIv"), iv);
    parameters.set(ADDRESS, Structures.offset(Structures.GCM_PARAMS, "pAAD"), nativeAad);
    return parameters;
  }

  private static void set(MemorySegment parameters, String member, long value) {
    parameters.set(JAVA_LONG, Structures.offset(Structures.GCM_PARAMS, member), value);
  }

  private static MemorySegment copy(Arena arena, byte[] bytes) {
    return arena.allocate(bytes.length, 8).copyFrom(MemorySegment.ofArray(bytes));
  }
}
