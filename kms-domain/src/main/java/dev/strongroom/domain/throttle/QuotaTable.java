package dev.strongroom.domain.throttle;

import dev.strongroom.domain.algorithm.DataKeyPairSpec;
import dev.strongroom.domain.algorithm.KeySpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one table of request quotas. Rates are the defaults of the AWS KMS Developer Guide, "Request
 * quotas" (of most regions, where they vary), and of the IAM User Guide, "IAM and AWS STS quotas".
 * AWS's table does not name ML-KEM, which has the rates of elliptic curves here.
 */
final class QuotaTable {
  /** What every operation without a quota of its own is charged to. */
  static final String OTHER = "Other";

  static final String TOKEN_SERVICE = "SecurityTokenService";
  private static final String SYMMETRIC = "SymmetricCryptography";
  private static final String RSA = "RsaCryptography";
  private static final String ELLIPTIC = "EccCryptography";
  private static final String ML_DSA = "MlDsaCryptography";
  private static final String ML_KEM = "MlKemCryptography";

  /** Quotas that operations share: where an operation is in several, its key decides which. */
  static final List<Shared> SHARED =
      Stream.concat(
              Stream.of(
                  new Shared(
                      SYMMETRIC,
                      10_000,
                      List.of(
                          "Decrypt",
                          "Encrypt",
                          "GenerateDataKey",
                          "GenerateDataKeyWithoutPlaintext",
                          "GenerateMac",
                          "GenerateRandom",
                          "ReEncrypt",
                          "VerifyMac")),
                  new Shared(
                      RSA, 1_000, List.of("Decrypt", "Encrypt", "ReEncrypt", "Sign", "Verify")),
                  new Shared(
                      ELLIPTIC,
                      1_000,
                      List.of(
                          "Decrypt",
                          "DeriveSharedSecret",
                          "Encrypt",
                          "ReEncrypt",
                          "Sign",
                          "Verify")),
                  new Shared(ML_DSA, 1_000, List.of("Sign", "Verify")),
                  new Shared(ML_KEM, 1_000, List.of("Decapsulate", "Encapsulate")),
                  new Shared(TOKEN_SERVICE, 600, List.of()),
                  new Shared(OTHER, 5, List.of())),
              Arrays.stream(DataKeyPairSpec.values()).map(QuotaTable::keyPairs))
          .toList();

  /** The operations of KMS that have one of their own, by the rate. */
  static final Map<Integer, List<String>> OWN =
      Map.of(
          1,
          List.of("GetParametersForImport"),
          5,
          List.of(
              "CancelKeyDeletion",
              "ConnectCustomKeyStore",
              "CreateAlias",
              "CreateCustomKeyStore",
              "CreateKey",
              "DeleteCustomKeyStore",
              "DescribeCustomKeyStores",
              "DisableKey",
              "DisableKeyRotation",
              "DisconnectCustomKeyStore",
              "EnableKey",
              "GetKeyLastUsage",
              "ReplicateKey",
              "RotateKeyOnDemand",
              "UntagResource",
              "UpdateAlias",
              "UpdateCustomKeyStore",
              "UpdateKeyDescription",
              "UpdatePrimaryRegion"),
          10,
          List.of("TagResource"),
          15,
          List.of(
              "DeleteAlias",
              "DeleteImportedKeyMaterial",
              "EnableKeyRotation",
              "ImportKeyMaterial",
              "PutKeyPolicy",
              "ScheduleKeyDeletion"),
          50,
          List.of("CreateGrant", "RetireGrant", "RevokeGrant"),
          100,
          List.of("ListGrants", "ListKeyPolicies", "ListKeyRotations", "ListRetirableGrants"),
          500,
          List.of("ListAliases", "ListKeys"),
          1_000,
          List.of("GetKeyPolicy", "GetKeyRotationStatus"),
          2_000,
          List.of("DescribeKey", "GetPublicKey", "ListResourceTags"));

  private QuotaTable() {}

  /**
   * A quota that several operations share.
   *
   * @param operations those of KMS
   */
  record Shared(String name, double perSecond, List<String> operations) {}

  private static Shared keyPairs(DataKeyPairSpec spec) {
    double perSecond =
        switch (spec) {
          case RSA_2048 -> 20;
          case RSA_3072 -> 4;
          case RSA_4096 -> 1;
          case SM2 -> 25;
          case ECC_NIST_P256,
              ECC_NIST_P384,
              ECC_NIST_P521,
              ECC_SECG_P256K1,
              ECC_NIST_EDWARDS25519,
              ML_KEM_512,
              ML_KEM_768,
              ML_KEM_1024 ->
              100;
        };
    return new Shared(
        keyPairQuota(spec),
        perSecond,
        List.of("GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"));
  }

  /** Without underscores, which stand for dots in the name of an environment variable. */
  private static String keyPairQuota(DataKeyPairSpec spec) {
    return "DataKeyPairs" + spec.name().replace("_", "");
  }

  /** The quota's name by what a request asks for: a spec of data key pairs, or an algorithm. */
  static Map<String, String> byAsked() {
    Map<String, String> quotas = new HashMap<>();
    for (DataKeyPairSpec spec : DataKeyPairSpec.values()) {
      quotas.put(spec.name(), keyPairQuota(spec));
    }
    for (KeySpec spec : KeySpec.values()) {
      String quota = cryptography(spec.type());
      spec.encryptionAlgorithms().forEach(algorithm -> quotas.put(algorithm.name(), quota));
      spec.signingAlgorithms().forEach(algorithm -> quotas.put(algorithm.name(), quota));
    }
    return quotas;
  }

  private static String cryptography(KeySpec.Type type) {
    return switch (type) {
      case SYMMETRIC, HMAC -> SYMMETRIC;
      case RSA -> RSA;
      case NIST_CURVE, SECP256K1, EDWARDS25519, SM2 -> ELLIPTIC;
      case ML_DSA -> ML_DSA;
      case ML_KEM -> ML_KEM;
    };
  }
}
