package dev.strongroom.api.edge;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The versions, suites and groups that are offered, best first: TLS 1.3 (RFC 8446) and 1.2 with
 * ephemeral keys and authenticated encryption only (RFC 9325 section 4.2).
 */
public final class TlsProfile {
  /** Versions by their names in the JCA. */
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /**
   * Groups of the key exchange by their names in the JCA: the hybrid with ML-KEM
   * (draft-ietf-tls-ecdhe-mlkem) first, which what is recorded today needs to stay secret when
   * there are quantum computers.
   */
  public static final List<String> GROUPS =
      List.of("X25519MLKEM768", "x25519", "secp256r1", "secp384r1");

  private static final List<String> SUITES_OF_1_3 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  /** By the names of RFC 5289 and RFC 7905, with those of OpenSSL, which CloudTrail shows. */
  private static final List<Map.Entry<String, String>> SUITES_OF_1_2 =
      List.of(
          Map.entry("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256"),
          Map.entry("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE-RSA-AES128-GCM-SHA256"),
          Map.entry("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "ECDHE-ECDSA-AES256-GCM-SHA384"),
          Map.entry("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "ECDHE-RSA-AES256-GCM-SHA384"),
          Map.entry(
              "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"),
          Map.entry("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-RSA-CHACHA20-POLY1305"));

  private static final Map<String, String> OPENSSL_NAMES =
      SUITES_OF_1_2.stream().collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /** Cipher suites of both versions by their names in the JCA. */
  public static final List<String> SUITES =
      Stream.concat(SUITES_OF_1_3.stream(), SUITES_OF_1_2.stream().map(Map.Entry::getKey)).toList();

  /** BoringSSL's names of groups where it has others than IANA's registry of TLS. */
  private static final Map<String, String> IANA_GROUPS =
      Map.of("X25519", "x25519", "P-256", "secp256r1", "P-384", "secp384r1");

  private TlsProfile() {}

  /** A group by IANA's name, which is that of {@link #GROUPS}. */
  static String ianaGroup(String boringSslName) {
    return IANA_GROUPS.getOrDefault(boringSslName, boringSslName);
  }

  /** A suite's name as CloudTrail shows it: TLS 1.2's are OpenSSL's, those of 1.3 are the RFC's. */
  static String cloudTrailName(String suite) {
    return OPENSSL_NAMES.getOrDefault(suite, suite);
  }
}
