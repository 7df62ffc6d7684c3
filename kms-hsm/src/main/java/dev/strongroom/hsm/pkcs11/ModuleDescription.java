package dev.strongroom.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;

/**
 * {@code CK_INFO}.
 *
 * @param cryptokiVersion of the standard, for example {@code 2.40}
 * @param libraryVersion the maker's
 */
public record ModuleDescription(
    String cryptokiVersion, String manufacturer, String library, String libraryVersion) {

  static ModuleDescription of(MemorySegment info) {
    return new ModuleDescription(
        version(info, Structures.INFO, "cryptokiVersion"),
        text(info, Structures.INFO, "manufacturerID", 32),
        text(info, Structures.INFO, "libraryDescription", 32),
        version(info, Structures.INFO, "libraryVersion"));
  }

  /** A blank-padded text; some modules end it with NUL all the same. */
  static String text(MemorySegment info, StructLayout structure, String member, int length) {
    byte[] bytes = info.asSlice(Structures.offset(structure, member), length).toArray(JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
  }

  static String version(MemorySegment info, StructLayout structure, String member) {
    long at = Structures.offset(structure, member);
    return Byte.toUnsignedInt(info.get(JAVA_BYTE, at))
        + "."
        + Byte.toUnsignedInt(info.get(JAVA_BYTE, at + 1));
  }
}
