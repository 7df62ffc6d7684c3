package dev.strongroom.bench;

import dev.strongroom.domain.algorithm.KeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is measured: an operation with keys of one spec. */
enum Workload {
  ENCRYPT("Encrypt", "", KeySpec.SYMMETRIC_DEFAULT, (key, _) -> Calls.encrypt(key)),
  DECRYPT("Decrypt", "", KeySpec.SYMMETRIC_DEFAULT, (key, _) -> Calls.decrypt(key)),
  GENERATE_DATA_KEY(
      "GenerateDataKey", "", KeySpec.SYMMETRIC_DEFAULT, (key, _) -> Calls.generateDataKey(key)),
  RE_ENCRYPT("ReEncrypt", "", KeySpec.SYMMETRIC_DEFAULT, Calls::reEncrypt),
  SIGN_RSA_2048("Sign", "RSA-2048", KeySpec.RSA_2048, (key, _) -> Calls.sign(key)),
  SIGN_P256("Sign", "P-256", KeySpec.ECC_NIST_P256, (key, _) -> Calls.sign(key)),
  SIGN_ED25519("Sign", "Ed25519", KeySpec.ECC_NIST_EDWARDS25519, (key, _) -> Calls.sign(key)),
  SIGN_ML_DSA_65("Sign", "ML-DSA-65", KeySpec.ML_DSA_65, (key, _) -> Calls.sign(key)),
  VERIFY_RSA_2048("Verify", "RSA-2048", KeySpec.RSA_2048, (key, _) -> Calls.verify(key)),
  VERIFY_P256("Verify", "P-256", KeySpec.ECC_NIST_P256, (key, _) -> Calls.verify(key)),
  GENERATE_MAC_256("GenerateMac", "SHA-256", KeySpec.HMAC_256, (key, _) -> Calls.generateMac(key)),
  GENERATE_DATA_KEY_PAIR_P256(
      "GenerateDataKeyPair",
      "P-256",
      KeySpec.SYMMETRIC_DEFAULT,
      (key, _) -> Calls.generateDataKeyPair(key, KeySpec.ECC_NIST_P256));

  private final String operation;
  private final String variant;
  private final KeySpec spec;
  private final Body body;

  private interface Body {
    String of(KeyOfAccount key, KeyOfAccount other);
  }

  Workload(String operation, String variant, KeySpec spec, Body body) {
    this.operation = operation;
    this.variant = variant;
    this.spec = spec;
    this.body = body;
  }

  /** The operation's name in the API. */
  String operation() {
    return operation;
  }

  /** The spec of its keys. */
  KeySpec spec() {
    return spec;
  }

  /** The operation, and by what algorithm where it has several. */
  String label() {
    return (operation + " " + variant).strip();
  }

  /**
   * The JSON of a call.
   *
   * @param other another key of the same spec and account
   */
  String body(KeyOfAccount key, KeyOfAccount other) {
    return body.of(key, other);
  }

  /** All of one operation, whose name may be in whatever case. */
  static Stream<Workload> named(String operation) {
    String name = operation.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(each -> each.operation.toLowerCase(Locale.ROOT).equals(name));
  }

  /** The names of all operations. */
  static List<String> operations() {
    return Arrays.stream(values()).map(Workload::operation).distinct().toList();
  }
}
