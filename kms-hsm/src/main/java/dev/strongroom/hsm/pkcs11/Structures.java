package dev.strongroom.hsm.pkcs11;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;

/**
 * The C structures of {@code pkcs11t.h} v2.40 as a compiler lays them out on LP64 platforms (Linux
 * and macOS): {@code CK_ULONG} is 8 bytes, structures are aligned naturally. Windows, which packs
 * them to one byte, is not supported.
 */
final class Structures {
  private Structures() {}

  /** {@code CK_C_INITIALIZE_ARGS}. */
  static final StructLayout INITIALIZE_ARGS =
      structLayout(
          ADDRESS.withName("CreateMutex"),
          ADDRESS.withName("DestroyMutex"),
          ADDRESS.withName("LockMutex"),
          ADDRESS.withName("UnlockMutex"),
          JAVA_LONG.withName("flags"),
          ADDRESS.withName("pReserved"));

  /** {@code CK_INFO}. */
  static final StructLayout INFO =
      structLayout(
          bytes("cryptokiVersion", 2),
          bytes("manufacturerID", 32),
          paddingLayout(6),
          JAVA_LONG.withName("flags"),
          bytes("libraryDescription", 32),
          bytes("libraryVersion", 2),
          paddingLayout(6));

  /** {@code CK_TOKEN_INFO}. */
  static final StructLayout TOKEN_INFO =
      structLayout(
          bytes("label", 32),
          bytes("manufacturerID", 32),
          bytes("model", 16),
          bytes("serialNumber", 16),
          JAVA_LONG.withName("flags"),
          JAVA_LONG.withName("ulMaxSessionCount"),
          JAVA_LONG.withName("ulSessionCount"),
          JAVA_LONG.withName("ulMaxRwSessionCount"),
          JAVA_LONG.withName("ulRwSessionCount"),
          JAVA_LONG.withName("ulMaxPinLen"),
          JAVA_LONG.withName("ulMinPinLen"),
          JAVA_LONG.withName("ulTotalPublicMemory"),
          JAVA_LONG.withName("ulFreePublicMemory"),
          JAVA_LONG.withName("ulTotalPrivateMemory"),
          JAVA_LONG.withName("ulFreePrivateMemory"),
          bytes("hardwareVersion", 2),
          bytes("firmwareVersion", 2),
          bytes("utcTime", 16),
          paddingLayout(4));

  /** {@code CK_SESSION_INFO}. */
  static final StructLayout SESSION_INFO =
      structLayout(
          JAVA_LONG.withName("slotID"),
          JAVA_LONG.withName("state"),
          JAVA_LONG.withName("flags"),
          JAVA_LONG.withName("ulDeviceError"));

  /** {@code CK_ATTRIBUTE}. */
  static final StructLayout ATTRIBUTE =
      structLayout(
          JAVA_LONG.withName("type"), ADDRESS.withName("pValue"), JAVA_LONG.withName("ulValueLen"));

  /** {@code CK_MECHANISM}. */
  static final StructLayout MECHANISM =
      structLayout(
          JAVA_LONG.withName("mechanism"),
          ADDRESS.withName("pParameter"),
          JAVA_LONG.withName("ulParameterLen"));

  /**
   * {@code CK_GCM_PARAMS} as in the header of v2.40, with {@code ulIvBits}, which the text of the
   * specification leaves out (v2.40 errata 01).
   */
  static final StructLayout GCM_PARAMS =
      structLayout(
          ADDRESS.withName("pIv"),
          JAVA_LONG.withName("ulIvLen"),
          JAVA_LONG.withName("ulIvBits"),
          ADDRESS.withName("pAAD"),
          JAVA_LONG.withName("ulAADLen"),
          JAVA_LONG.withName("ulTagBits"));

  /** Bytes from the start of a structure to one of its members. */
  static long offset(StructLayout structure, String member) {
    return structure.byteOffset(PathElement.groupElement(member));
  }

  private static MemoryLayout bytes(String name, long length) {
    return sequenceLayout(length, JAVA_BYTE).withName(name);
  }
}
