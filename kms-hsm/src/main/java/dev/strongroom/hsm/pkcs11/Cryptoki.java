package dev.strongroom.hsm.pkcs11;

/** The numbers of {@code pkcs11t.h} v2.40 that are used here, under the names they have there. */
public final class Cryptoki {
  private Cryptoki() {}

  public static final long CKF_OS_LOCKING_OK = 0x2;
  public static final long CKF_RW_SESSION = 0x2;
  public static final long CKF_SERIAL_SESSION = 0x4;

  public static final long CKU_SO = 0;
  public static final long CKU_USER = 1;
  public static final long CKS_RW_USER_FUNCTIONS = 3;

  public static final long CKO_DATA = 0;
  public static final long CKO_SECRET_KEY = 4;
  public static final long CKK_AES = 0x1F;

  public static final long CKA_CLASS = 0x0;
  public static final long CKA_TOKEN = 0x1;
  public static final long CKA_PRIVATE = 0x2;
  public static final long CKA_LABEL = 0x3;
  public static final long CKA_APPLICATION = 0x10;
  public static final long CKA_VALUE = 0x11;
  public static final long CKA_KEY_TYPE = 0x100;
  public static final long CKA_ID = 0x102;
  public static final long CKA_SENSITIVE = 0x103;
  public static final long CKA_ENCRYPT = 0x104;
  public static final long CKA_DECRYPT = 0x105;
  public static final long CKA_WRAP = 0x106;
  public static final long CKA_UNWRAP = 0x107;
  public static final long CKA_SIGN = 0x108;
  public static final long CKA_VERIFY = 0x10A;
  public static final long CKA_DERIVE = 0x10C;
  public static final long CKA_VALUE_LEN = 0x161;
  public static final long CKA_EXTRACTABLE = 0x162;
  public static final long CKA_LOCAL = 0x163;
  public static final long CKA_NEVER_EXTRACTABLE = 0x164;
  public static final long CKA_ALWAYS_SENSITIVE = 0x165;
  public static final long CKA_MODIFIABLE = 0x170;
  public static final long CKA_COPYABLE = 0x171;
  public static final long CKA_WRAP_WITH_TRUSTED = 0x210;
  public static final long CKA_ALLOWED_MECHANISMS = 0x40000600;

  public static final long CKM_AES_KEY_GEN = 0x1080;
  public static final long CKM_AES_GCM = 0x1087;

  /** {@code CK_UNAVAILABLE_INFORMATION}: the token keeps a number or an attribute to itself. */
  public static final long CK_UNAVAILABLE_INFORMATION = -1;
}
