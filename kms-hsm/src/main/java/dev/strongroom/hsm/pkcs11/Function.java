package dev.strongroom.hsm.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;

/**
 * The functions of a module that Strongroom calls: name, place in {@code CK_FUNCTION_LIST} and
 * parameters (PKCS#11 v2.40 base specification, section 5). All of them answer a {@code CK_RV}.
 *
 * <p>In the parameter text {@code U} is a {@code CK_ULONG}, {@code P} a pointer and {@code B} a
 * {@code CK_BBOOL}.
 */
public enum Function {
  INITIALIZE("C_Initialize", 0, "P"),
  FINALIZE("C_Finalize", 1, "P"),
  GET_INFO("C_GetInfo", 2, "P"),
  GET_SLOT_LIST("C_GetSlotList", 4, "BPP"),
  GET_TOKEN_INFO("C_GetTokenInfo", 6, "UP"),
  GET_MECHANISM_LIST("C_GetMechanismList", 7, "UPP"),
  INIT_TOKEN("C_InitToken", 9, "UPUP"),
  INIT_PIN("C_InitPIN", 10, "UPU"),
  OPEN_SESSION("C_OpenSession", 12, "UUPPP"),
  CLOSE_SESSION("C_CloseSession", 13, "U"),
  CLOSE_ALL_SESSIONS("C_CloseAllSessions", 14, "U"),
  GET_SESSION_INFO("C_GetSessionInfo", 15, "UP"),
  LOGIN("C_Login", 18, "UUPU"),
  CREATE_OBJECT("C_CreateObject", 20, "UPUP"),
  DESTROY_OBJECT("C_DestroyObject", 22, "UU"),
  GET_ATTRIBUTE_VALUE("C_GetAttributeValue", 24, "UUPU"),
  SET_ATTRIBUTE_VALUE("C_SetAttributeValue", 25, "UUPU"),
  FIND_OBJECTS_INIT("C_FindObjectsInit", 26, "UPU"),
  FIND_OBJECTS("C_FindObjects", 27, "UPUP"),
  FIND_OBJECTS_FINAL("C_FindObjectsFinal", 28, "U"),
  ENCRYPT_INIT("C_EncryptInit", 29, "UPU"),
  ENCRYPT("C_Encrypt", 30, "UPUPP"),
  DECRYPT_INIT("C_DecryptInit", 33, "UPU"),
  DECRYPT("C_Decrypt", 34, "UPUPP"),
  GENERATE_KEY("C_GenerateKey", 58, "UPPUP"),
  GENERATE_RANDOM("C_GenerateRandom", 64, "UPU");

  private final String symbol;
  private final int index;
  private final String parameters;

  Function(String symbol, int index, String parameters) {
    this.symbol = symbol;
    this.index = index;
    this.parameters = parameters;
  }

  /** The function's name in the standard, for example {@code C_Login}. */
  public String symbol() {
    return symbol;
  }

  /** Bytes from the start of {@code CK_FUNCTION_LIST}, whose first member is a padded version. */
  long offset() {
    return ADDRESS.byteSize() * (1 + index);
  }

  int parameterCount() {
    return parameters.length();
  }

  FunctionDescriptor descriptor() {
    return FunctionDescriptor.of(
        JAVA_LONG, parameters.chars().mapToObj(Function::layout).toArray(MemoryLayout[]::new));
  }

  private static MemoryLayout layout(int letter) {
    return switch (letter) {
      case 'U' -> JAVA_LONG;
      case 'P' -> ADDRESS;
      case 'B' -> JAVA_BYTE;
      default -> throw new IllegalArgumentException("parameter letter " + (char) letter);
    };
  }
}
