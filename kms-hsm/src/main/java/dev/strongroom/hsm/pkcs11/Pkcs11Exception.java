package dev.strongroom.hsm.pkcs11;

import java.util.Arrays;

/** A function of the module answered something else than {@code CKR_OK}. */
public final class Pkcs11Exception extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Function function;
  private final long code;

  public Pkcs11Exception(Function function, long code) {
    super(function.symbol() + " answered " + ReturnCode.describe(code));
    this.function = function;
    this.code = code;
  }

  /** The function that failed. */
  public Function function() {
    return function;
  }

  /** The {@code CK_RV}. */
  public long code() {
    return code;
  }

  /** Whether the code is one of those given. */
  public boolean isAnyOf(ReturnCode... codes) {
    return Arrays.stream(codes).anyMatch(known -> known.code() == code);
  }

  /** Whether sessions, login and handles have to be made anew. */
  public boolean losesSession() {
    return ReturnCode.of(code).map(ReturnCode::losesSession).orElse(false);
  }
}
