package dev.strongroom.api.sigv4;

import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireHeaders;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.operation.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules that a signed request must keep, beyond a signature that is right. They are stricter
 * than what AWS's own test suite allows: everything that decides how a request is read is signed,
 * and occurs once.
 *
 * @param regions the deployment's regions
 * @param skew how far a client's clock may be off; AWS allows 5 minutes
 */
public record ServiceProfile(Set<Region> regions, Duration skew) {
  private static final String TERMINATOR = "aws4_request";
  private static final String CONTENT_HASH = "x-amz-content-sha256";
  private static final Set<String> ONCE =
      Set.of("authorization", "content-encoding", "content-type", "date", "host");

  public ServiceProfile {
    regions = Set.copyOf(regions);
  }

  /** One of each header that decides something, or parsers could differ on which one counts. */
  static void checkDuplicates(WireHeaders headers) {
    Set<String> seen = new HashSet<>();
    for (WireHeader header : headers.all()) {
      String name = header.name();
      if ((name.startsWith("x-amz-") || ONCE.contains(name)) && !seen.add(name)) {
        throw Refusal.incomplete("Header '" + name + "' must not occur more than once.");
      }
    }
  }

  /** The region of the claim's scope if the service answers there. */
  public Optional<Region> region(SignatureClaim claim, Service service) {
    for (Region region : regions) {
      if (region.name().equals(claim.region())) {
        return Optional.of(region);
      }
    }
    boolean global = service == Service.STS;
    return global && Region.US_EAST_1.name().equals(claim.region())
        ? Optional.of(Region.US_EAST_1)
        : Optional.empty();
  }

  /** Checks everything that needs no secret, in AWS's order. */
  void check(
      SignatureClaim claim, WireHeaders headers, Service service, String bodyHash, Instant now) {
    checkTime(claim, now);
    checkSignedHeaders(claim, headers);
    checkScope(claim, service);
    checkContentHash(headers, bodyHash);
  }

  private void checkTime(SignatureClaim claim, Instant now) {
    Duration past = claim.validity().orElse(skew);
    if (claim.time().isBefore(now.minus(past))) {
      throw Refusal.invalid(
          "Signature expired: %s is now earlier than %s (%s - %s.)"
              .formatted(
                  claim.timestamp(),
                  SigningTime.format(now.minus(past)),
                  SigningTime.format(now),
                  inWords(past)));
    }
    if (claim.time().isAfter(now.plus(skew))) {
      throw Refusal.invalid(
          "Signature not yet current: %s is still later than %s (%s + %s.)"
              .formatted(
                  claim.timestamp(),
                  SigningTime.format(now.plus(skew)),
                  SigningTime.format(now),
                  inWords(skew)));
    }
  }

  private static String inWords(Duration duration) {
    return duration.toSecondsPart() == 0
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " sec";
  }

  private static void checkSignedHeaders(SignatureClaim claim, WireHeaders headers) {
    List<String> signed = claim.signedHeaders();
    String previous = "";
    for (String name : signed) {
      if (name.compareTo(previous) <= 0 || !headers.has(name)) {
        // Upper case fails here too: the names of headers are in lower case.
        throw Refusal.incomplete(
            "SignedHeaders must be sorted, distinct names in lower case of headers that were sent.");
      }
      previous = name;
    }
    if (!signed.contains("host")) {
      throw Refusal.invalid(
          "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if (!claim.presigned() && !signed.contains("x-amz-date") && !signed.contains("date")) {
      throw Refusal.invalid(
          "'X-Amz-Date' or 'Date' must be a 'SignedHeader' in the AWS Authorization.");
    }
    for (WireHeader header : headers.all()) {
      if (header.name().startsWith("x-amz-") && !signed.contains(header.name())) {
        throw Refusal.invalid(
            "'" + header.name() + "' must be a 'SignedHeader' in the AWS Authorization.");
      }
    }
  }

  private void checkScope(SignatureClaim claim, Service service) {
    StringBuilder wrong = new StringBuilder();
    if (region(claim, service).isEmpty()) {
      wrong.append("Credential should be scoped to a valid region. ");
    }
    if (!claim.service().equals(service.signingName())) {
      wrong.append("Credential should be scoped to correct service: '");
      wrong.append(service.signingName()).append("'. ");
    }
    if (!claim.terminator().equals(TERMINATOR)) {
      wrong.append("Credential should be scoped with a valid terminator: 'aws4_request'. ");
    }
    if (!claim.timestamp().startsWith(claim.date()) || claim.date().length() != 8) {
      wrong.append(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP. ");
    }
    if (!wrong.isEmpty()) {
      throw Refusal.invalid(wrong.toString().strip());
    }
  }

  /** UNSIGNED-PAYLOAD and STREAMING-... are no hash of anything, so they are refused here too. */
  private static void checkContentHash(WireHeaders headers, String bodyHash) {
    Optional<String> claimed = headers.first(CONTENT_HASH);
    if (claimed.isPresent() && !claimed.get().equals(bodyHash)) {
      throw Refusal.invalid(
          "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
  }
}
