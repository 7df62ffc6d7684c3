package dev.strongroom.api.sigv4;

import dev.strongroom.api.wire.WireHeaders;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claim in an Authorization header: {@code AWS4-HMAC-SHA256 Credential=..., SignedHeaders=...,
 * Signature=...}.
 */
final class AuthorizationHeader {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private AuthorizationHeader() {}

  /**
   * Reads the claim.
   *
   * @param value the Authorization header's value
   */
  static SignatureClaim parse(String value, WireHeaders headers) {
    int space = value.indexOf(' ');
    String algorithm = space < 0 ? value : value.substring(0, space);
    if (!algorithm.startsWith("AWS4-")) {
      // Basic, Bearer and the like: to SigV4 there is no token at all.
      throw Refusal.missing();
    }
    if (!algorithm.equals(ALGORITHM)) {
      throw Refusal.incomplete("Unsupported AWS 'algorithm' (only AWS4-HMAC-SHA256 for now).");
    }
    Map<String, String> parts = parts(space < 0 ? "" : value.substring(space + 1));
    Optional<String> date = headers.first("x-amz-date");
    Optional<String> dateHeader = headers.first("date");
    requireAll(parts, date.isPresent() || dateHeader.isPresent());

    CredentialScope scope = CredentialScope.parse(parts.getOrDefault("Credential", ""));
    Instant time =
        date.map(SigningTime::parse)
            .orElseGet(() -> dateHeader.flatMap(SigningTime::parseDateHeader))
            .orElseThrow(
                () ->
                    Refusal.incomplete(
                        "Date must be in ISO-8601 'basic format'. See"
                            + " http://en.wikipedia.org/wiki/ISO_8601"));
    return new SignatureClaim(
        false,
        scope.accessKeyId(),
        scope.date(),
        scope.region(),
        scope.service(),
        scope.terminator(),
        List.of(parts.getOrDefault("SignedHeaders", "").split(";", -1)),
        parts.getOrDefault("Signature", ""),
        SigningTime.format(time),
        time,
        Optional.empty(),
        headers.has("x-amz-security-token"));
  }

  private static Map<String, String> parts(String list) {
    Map<String, String> parts = new HashMap<>();
    for (String part : list.split(",", -1)) {
      String trimmed = part.strip();
      int equals = trimmed.indexOf('=');
      if (equals <= 0
          || parts.put(trimmed.substring(0, equals), trimmed.substring(equals + 1)) != null) {
        throw Refusal.incomplete(
            "Authorization header must be a list of distinct 'key=value' parts.");
      }
    }
    return parts;
  }

  private static void requireAll(Map<String, String> parts, boolean dated) {
    StringBuilder missing = new StringBuilder();
    for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
      if (parts.getOrDefault(name, "").isEmpty()) {
        missing.append("Authorization header requires '").append(name).append("' parameter. ");
      }
    }
    if (!dated) {
      missing.append(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
    }
    if (!missing.isEmpty()) {
      throw Refusal.incomplete(missing.toString().strip());
    }
  }
}
