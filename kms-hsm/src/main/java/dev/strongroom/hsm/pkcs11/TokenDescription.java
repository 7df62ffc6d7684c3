package dev.strongroom.hsm.pkcs11;

import static dev.strongroom.hsm.pkcs11.ModuleDescription.text;
import static dev.strongroom.hsm.pkcs11.ModuleDescription.version;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * {@code CK_TOKEN_INFO}. Session counts are as the token gives them: 0 as a maximum means no limit,
 * {@link Cryptoki#CK_UNAVAILABLE_INFORMATION} that the token does not say.
 */
public record TokenDescription(
    String label,
    String manufacturer,
    String model,
    String serialNumber,
    String hardwareVersion,
    String firmwareVersion,
    long flags,
    long maximumSessions,
    long sessions,
    long maximumReadWriteSessions,
    long readWriteSessions,
    long shortestPin,
    long longestPin) {

  static TokenDescription of(MemorySegment info) {
    return new TokenDescription(
        text(info, Structures.TOKEN_INFO, "label", 32),
        text(info, Structures.TOKEN_INFO, "manufacturerID", 32),
        text(info, Structures.TOKEN_INFO, "model", 16),
        text(info, Structures.TOKEN_INFO, "serialNumber", 16),
        version(info, Structures.TOKEN_INFO, "hardwareVersion"),
        version(info, Structures.TOKEN_INFO, "firmwareVersion"),
        number(info, "flags"),
        number(info, "ulMaxSessionCount"),
        number(info, "ulSessionCount"),
        number(info, "ulMaxRwSessionCount"),
        number(info, "ulRwSessionCount"),
        number(info, "ulMinPinLen"),
        number(info, "ulMaxPinLen"));
  }

  /** Whether {@code C_InitToken} has made a token here. */
  public boolean initialised() {
    return has(0x400);
  }

  /** Whether the user PIN has been set ({@code C_InitPIN}). */
  public boolean userPinInitialised() {
    return has(0x8);
  }

  /** Whether the token takes no user PIN any more. */
  public boolean userPinLocked() {
    return has(0x40000);
  }

  private boolean has(long flag) {
    return (flags & flag) != 0;
  }

  private static long number(MemorySegment info, String member) {
    return info.get(JAVA_LONG, Structures.offset(Structures.TOKEN_INFO, member));
  }
}
