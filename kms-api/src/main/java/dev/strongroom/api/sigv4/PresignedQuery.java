package dev.strongroom.api.sigv4;

import dev.strongroom.api.wire.QueryParameter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The claim in the query string of a presigned request. */
final class PresignedQuery {
  private static final String PREFIX = "X-Amz-";
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final List<String> REQUIRED =
      List.of(
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-SignedHeaders",
          "X-Amz-Signature");

  private PresignedQuery() {}

  /** Whether the parameters claim to be signed. */
  static boolean isPresigned(List<QueryParameter> query) {
    return query.stream().anyMatch(parameter -> REQUIRED.contains(parameter.name()));
  }

  static SignatureClaim parse(List<QueryParameter> query) {
    Map<String, String> values = new HashMap<>();
    for (QueryParameter parameter : query) {
      if (parameter.name().startsWith(PREFIX)
          && values.put(parameter.name(), parameter.value()) != null) {
        throw Refusal.incomplete("Query-string parameter occurs more than once.");
      }
    }
    StringBuilder missing = new StringBuilder();
    for (String name : REQUIRED) {
      if (values.getOrDefault(name, "").isEmpty()) {
        missing
            .append("AWS query-string parameters must include '")
            .append(name)
            .append("'. Re-examine the query-string parameters. ");
      }
    }
    if (!missing.isEmpty()) {
      throw Refusal.incomplete(missing.toString().strip());
    }
    return claim(values);
  }

  private static SignatureClaim claim(Map<String, String> values) {
    if (!value(values, "X-Amz-Algorithm").equals(AuthorizationHeader.ALGORITHM)) {
      throw Refusal.incomplete("Unsupported AWS 'algorithm' (only AWS4-HMAC-SHA256 for now).");
    }
    CredentialScope scope = CredentialScope.parse(value(values, "X-Amz-Credential"));
    String timestamp = value(values, "X-Amz-Date");
    Instant time =
        SigningTime.parse(timestamp)
            .orElseThrow(
                () ->
                    Refusal.incomplete(
                        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""));
    return new SignatureClaim(
        true,
        scope.accessKeyId(),
        scope.date(),
        scope.region(),
        scope.service(),
        scope.terminator(),
        List.of(value(values, "X-Amz-SignedHeaders").split(";", -1)),
        value(values, "X-Amz-Signature"),
        timestamp,
        time,
        Optional.of(validity(value(values, "X-Amz-Expires"))),
        values.containsKey("X-Amz-Security-Token"));
  }

  private static Duration validity(String text) {
    if (text.matches("[0-9]{1,6}")) {
      Duration validity = Duration.ofSeconds(Integer.parseInt(text));
      if (validity.isPositive() && validity.compareTo(LONGEST) <= 0) {
        return validity;
      }
    }
    throw Refusal.incomplete(
        "X-Amz-Expires must be a number of seconds from 1 to 604800 (seven days).");
  }

  private static String value(Map<String, String> values, String name) {
    return values.getOrDefault(name, "");
  }
}
