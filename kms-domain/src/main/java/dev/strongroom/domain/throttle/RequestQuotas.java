package dev.strongroom.domain.throttle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one table of request quotas. Rates are the defaults of the AWS KMS Developer Guide, "Request
 * quotas" (of most regions, where they vary), and of the IAM User Guide, "IAM and AWS STS quotas".
 */
public final class RequestQuotas {
  /** What every operation without a quota of its own is charged to. */
  static final String OTHER = "Other";

  private static final String KMS = "kms";
  private static final String STS = "sts";
  private static final String SYMMETRIC = "SymmetricCryptography";
  private static final String ASYMMETRIC = "AsymmetricCryptography";
  private static final String KEY_PAIRS = "DataKeyPairs";
  private static final String TOKEN_SERVICE = "SecurityTokenService";

  /** Quotas that several operations share. */
  private static final Map<String, Double> SHARED =
      Map.of(
          SYMMETRIC,
          10_000.0,
          ASYMMETRIC,
          1_000.0,
          KEY_PAIRS,
          20.0,
          TOKEN_SERVICE,
          600.0,
          OTHER,
          5.0);

  /** The operations of KMS that share one; all of STS's share one. */
  private static final Map<String, List<String>> SHARERS =
      Map.of(
          SYMMETRIC,
          List.of(
              "Decrypt",
              "Encrypt",
              "GenerateDataKey",
              "GenerateDataKeyWithoutPlaintext",
              "GenerateMac",
              "GenerateRandom",
              "ReEncrypt",
              "VerifyMac"),
          ASYMMETRIC,
          List.of("Decapsulate", "DeriveSharedSecret", "Encapsulate", "Sign", "Verify"),
          KEY_PAIRS,
          List.of("GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"));

  /** The operations of KMS that have one of their own, by the rate. */
  private static final Map<Integer, List<String>> OWN =
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

  private final List<RequestQuota> all = new ArrayList<>();
  private final Map<String, RequestQuota> ofKms = new HashMap<>();
  private final @Nullable RequestQuota other;
  private final @Nullable RequestQuota ofSts;

  private RequestQuotas(Map<String, Double> rates, int burst) {
    Map<String, RequestQuota> byName = new HashMap<>();
    rates.forEach(
        (name, rate) -> {
          int most = (int) Math.clamp(Math.round(rate), burst, Integer.MAX_VALUE);
          RequestQuota quota = new RequestQuota(name, all.size(), rate, most);
          all.add(quota);
          byName.put(name, quota);
        });
    OWN.values().forEach(names -> names.forEach(name -> put(name, byName.get(name))));
    SHARERS.forEach((quota, names) -> names.forEach(name -> put(name, byName.get(quota))));
    other = byName.get(OTHER);
    ofSts = byName.get(TOKEN_SERVICE);
  }

  private void put(String operation, @Nullable RequestQuota quota) {
    if (quota != null) {
      ofKms.put(operation, quota);
    }
  }

  /** No quotas at all: nobody is ever throttled. */
  public static RequestQuotas none() {
    return new RequestQuotas(Map.of(), 1);
  }

  /**
   * The table with some rates changed.
   *
   * @param changed calls a second by the quota's name, in any case
   * @param burst the calls that a bucket holds at least; otherwise it holds one second's
   * @throws IllegalArgumentException for an unknown quota, or a rate or burst out of bounds
   */
  public static RequestQuotas of(Map<String, Double> changed, int burst) {
    if (burst < 1) {
      throw new IllegalArgumentException("a bucket holds at least 1 call, not " + burst);
    }
    Map<String, Double> rates = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    rates.putAll(SHARED);
    OWN.forEach((rate, names) -> names.forEach(name -> rates.put(name, (double) rate)));
    changed.forEach(
        (name, rate) -> {
          if (rates.replace(name, rate) == null) {
            throw new IllegalArgumentException(
                sharedBy(name)
                    .map(quota -> name + " has no request quota of its own but shares " + quota)
                    .orElse(
                        "there is no request quota "
                            + name
                            + "; those that operations share are "
                            + String.join(", ", new TreeSet<>(SHARED.keySet()))));
          }
        });
    return new RequestQuotas(rates, burst);
  }

  private static Optional<String> sharedBy(String operation) {
    return SHARERS.entrySet().stream()
        .filter(quota -> quota.getValue().stream().anyMatch(operation::equalsIgnoreCase))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * What a call is charged to; null when it is charged to nothing, as the operator's calls.
   *
   * @param service the service's signing name
   */
  public @Nullable RequestQuota find(String service, String operation) {
    return switch (service) {
      case KMS -> ofKms.getOrDefault(operation, other);
      case STS -> ofSts;
      default -> null;
    };
  }

  Collection<RequestQuota> all() {
    return all;
  }
}
