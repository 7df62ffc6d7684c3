package dev.strongroom.hsm.pkcs11;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/** Names of the mechanisms that Strongroom uses or reports (PKCS#11 v2.40 and v3.0). */
public final class MechanismNames {
  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          entry(0x0L, "CKM_RSA_PKCS_KEY_PAIR_GEN"),
          entry(0x1L, "CKM_RSA_PKCS"),
          entry(0x3L, "CKM_RSA_X_509"),
          entry(0x9L, "CKM_RSA_PKCS_OAEP"),
          entry(0xDL, "CKM_RSA_PKCS_PSS"),
          entry(0x40L, "CKM_SHA256_RSA_PKCS"),
          entry(0x41L, "CKM_SHA384_RSA_PKCS"),
          entry(0x42L, "CKM_SHA512_RSA_PKCS"),
          entry(0x43L, "CKM_SHA256_RSA_PKCS_PSS"),
          entry(0x44L, "CKM_SHA384_RSA_PKCS_PSS"),
          entry(0x45L, "CKM_SHA512_RSA_PKCS_PSS"),
          entry(0x220L, "CKM_SHA_1"),
          entry(0x250L, "CKM_SHA256"),
          entry(0x251L, "CKM_SHA256_HMAC"),
          entry(0x255L, "CKM_SHA224"),
          entry(0x256L, "CKM_SHA224_HMAC"),
          entry(0x260L, "CKM_SHA384"),
          entry(0x261L, "CKM_SHA384_HMAC"),
          entry(0x270L, "CKM_SHA512"),
          entry(0x271L, "CKM_SHA512_HMAC"),
          entry(0x350L, "CKM_GENERIC_SECRET_KEY_GEN"),
          entry(0x1040L, "CKM_EC_KEY_PAIR_GEN"),
          entry(0x1041L, "CKM_ECDSA"),
          entry(0x1043L, "CKM_ECDSA_SHA224"),
          entry(0x1044L, "CKM_ECDSA_SHA256"),
          entry(0x1045L, "CKM_ECDSA_SHA384"),
          entry(0x1046L, "CKM_ECDSA_SHA512"),
          entry(0x1050L, "CKM_ECDH1_DERIVE"),
          entry(0x1054L, "CKM_RSA_AES_KEY_WRAP"),
          entry(0x1055L, "CKM_EC_EDWARDS_KEY_PAIR_GEN"),
          entry(0x1057L, "CKM_EDDSA"),
          entry(0x1080L, "CKM_AES_KEY_GEN"),
          entry(0x1081L, "CKM_AES_ECB"),
          entry(0x1082L, "CKM_AES_CBC"),
          entry(0x1085L, "CKM_AES_CBC_PAD"),
          entry(0x1086L, "CKM_AES_CTR"),
          entry(0x1087L, "CKM_AES_GCM"),
          entry(0x1088L, "CKM_AES_CCM"),
          entry(0x108AL, "CKM_AES_CMAC"),
          entry(0x2109L, "CKM_AES_KEY_WRAP"),
          entry(0x210AL, "CKM_AES_KEY_WRAP_PAD"),
          entry(0x210BL, "CKM_AES_KEY_WRAP_KWP"));

  private MechanismNames() {}

  /** The mechanism's name, or its number in hexadecimal when it is not in the table. */
  public static String of(long mechanism) {
    String name = NAMES.get(mechanism);
    return name != null ? name : String.format(Locale.ROOT, "0x%x", mechanism);
  }
}
