package dev.strongroom.hsm.pkcs11;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one table of return codes ({@code CKR_*}) of PKCS#11 v2.40, with {@code AEAD_DECRYPT_FAILED}
 * of v3.0. The mark says that after this code nothing that was held of the token (sessions, login,
 * object handles) can be relied upon.
 */
public enum ReturnCode {
  OK(0x0),
  CANCEL(0x1),
  HOST_MEMORY(0x2),
  SLOT_ID_INVALID(0x3, true),
  GENERAL_ERROR(0x5),
  FUNCTION_FAILED(0x6),
  ARGUMENTS_BAD(0x7),
  NO_EVENT(0x8),
  NEED_TO_CREATE_THREADS(0x9),
  CANT_LOCK(0xA),
  ATTRIBUTE_READ_ONLY(0x10),
  ATTRIBUTE_SENSITIVE(0x11),
  ATTRIBUTE_TYPE_INVALID(0x12),
  ATTRIBUTE_VALUE_INVALID(0x13),
  ACTION_PROHIBITED(0x1B),
  DATA_INVALID(0x20),
  DATA_LEN_RANGE(0x21),
  DEVICE_ERROR(0x30, true),
  DEVICE_MEMORY(0x31, true),
  DEVICE_REMOVED(0x32, true),
  ENCRYPTED_DATA_INVALID(0x40),
  ENCRYPTED_DATA_LEN_RANGE(0x41),
  AEAD_DECRYPT_FAILED(0x42),
  FUNCTION_CANCELED(0x50),
  FUNCTION_NOT_PARALLEL(0x51),
  FUNCTION_NOT_SUPPORTED(0x54),
  KEY_HANDLE_INVALID(0x60, true),
  KEY_SIZE_RANGE(0x62),
  KEY_TYPE_INCONSISTENT(0x63),
  KEY_NOT_NEEDED(0x64),
  KEY_CHANGED(0x65),
  KEY_NEEDED(0x66),
  KEY_INDIGESTIBLE(0x67),
  KEY_FUNCTION_NOT_PERMITTED(0x68),
  KEY_NOT_WRAPPABLE(0x69),
  KEY_UNEXTRACTABLE(0x6A),
  MECHANISM_INVALID(0x70),
  MECHANISM_PARAM_INVALID(0x71),
  OBJECT_HANDLE_INVALID(0x82, true),
  OPERATION_ACTIVE(0x90),
  OPERATION_NOT_INITIALIZED(0x91),
  PIN_INCORRECT(0xA0),
  PIN_INVALID(0xA1),
  PIN_LEN_RANGE(0xA2),
  PIN_EXPIRED(0xA3),
  PIN_LOCKED(0xA4),
  SESSION_CLOSED(0xB0, true),
  SESSION_COUNT(0xB1),
  SESSION_HANDLE_INVALID(0xB3, true),
  SESSION_PARALLEL_NOT_SUPPORTED(0xB4),
  SESSION_READ_ONLY(0xB5),
  SESSION_EXISTS(0xB6),
  SESSION_READ_ONLY_EXISTS(0xB7),
  SESSION_READ_WRITE_SO_EXISTS(0xB8),
  SIGNATURE_INVALID(0xC0),
  SIGNATURE_LEN_RANGE(0xC1),
  TEMPLATE_INCOMPLETE(0xD0),
  TEMPLATE_INCONSISTENT(0xD1),
  TOKEN_NOT_PRESENT(0xE0, true),
  TOKEN_NOT_RECOGNIZED(0xE1, true),
  TOKEN_WRITE_PROTECTED(0xE2),
  UNWRAPPING_KEY_HANDLE_INVALID(0xF0, true),
  UNWRAPPING_KEY_SIZE_RANGE(0xF1),
  UNWRAPPING_KEY_TYPE_INCONSISTENT(0xF2),
  USER_ALREADY_LOGGED_IN(0x100),
  USER_NOT_LOGGED_IN(0x101, true),
  USER_PIN_NOT_INITIALIZED(0x102),
  USER_TYPE_INVALID(0x103),
  USER_ANOTHER_ALREADY_LOGGED_IN(0x104),
  USER_TOO_MANY_TYPES(0x105),
  WRAPPED_KEY_INVALID(0x110),
  WRAPPED_KEY_LEN_RANGE(0x112),
  WRAPPING_KEY_HANDLE_INVALID(0x113, true),
  WRAPPING_KEY_SIZE_RANGE(0x114),
  WRAPPING_KEY_TYPE_INCONSISTENT(0x115),
  RANDOM_SEED_NOT_SUPPORTED(0x120),
  RANDOM_NO_RNG(0x121),
  DOMAIN_PARAMS_INVALID(0x130),
  CURVE_NOT_SUPPORTED(0x140),
  BUFFER_TOO_SMALL(0x150),
  SAVED_STATE_INVALID(0x160),
  INFORMATION_SENSITIVE(0x170),
  STATE_UNSAVEABLE(0x180),
  CRYPTOKI_NOT_INITIALIZED(0x190, true),
  CRYPTOKI_ALREADY_INITIALIZED(0x191),
  MUTEX_BAD(0x1A0),
  MUTEX_NOT_LOCKED(0x1A1),
  NEW_PIN_MODE(0x1B0),
  NEXT_OTP(0x1B1),
  EXCEEDED_MAX_ITERATIONS(0x1B5),
  FIPS_SELF_TEST_FAILED(0x1B6),
  LIBRARY_LOAD_FAILED(0x1B7),
  PIN_TOO_WEAK(0x1B8),
  PUBLIC_KEY_INVALID(0x1B9),
  FUNCTION_REJECTED(0x200);

  private static final Map<Long, ReturnCode> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(ReturnCode::code, c -> c));

  private final long code;
  private final boolean losesSession;

  ReturnCode(long code) {
    this(code, false);
  }

  ReturnCode(long code, boolean losesSession) {
    this.code = code;
    this.losesSession = losesSession;
  }

  /** The number on the wire. */
  public long code() {
    return code;
  }

  /** Whether sessions, login and handles have to be made anew after this code. */
  public boolean losesSession() {
    return losesSession;
  }

  /** The code's entry; empty for vendors' codes. */
  public static Optional<ReturnCode> of(long code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** The code for people: {@code CKR_PIN_LOCKED (0xa4)}, or the bare number of a vendor's code. */
  public static String describe(long code) {
    String number = String.format(Locale.ROOT, "0x%x", code);
    return of(code).map(known -> "CKR_" + known.name() + " (" + number + ")").orElse(number);
  }
}
