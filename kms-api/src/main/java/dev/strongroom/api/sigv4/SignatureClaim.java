package dev.strongroom.api.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a request claims about its signature, well-formed but not yet believed.
 *
 * @param presigned whether it stands in the query string rather than in the Authorization header
 * @param accessKeyId the access key id, any text
 * @param date the scope's date
 * @param region the scope's region
 * @param service the scope's service
 * @param terminator the scope's last element
 * @param signedHeaders the names of the signed headers as listed
 * @param signature the signature, any text
 * @param timestamp the time of signing in the form that was signed, {@code 20150830T123600Z}
 * @param time the same time
 * @param validity how long a presigned request is valid; empty for a header signature
 * @param sessionToken whether a session token came with it
 */
public record SignatureClaim(
    boolean presigned,
    String accessKeyId,
    String date,
    String region,
    String service,
    String terminator,
    List<String> signedHeaders,
    String signature,
    String timestamp,
    Instant time,
    Optional<Duration> validity,
    boolean sessionToken) {

  /** {@code date/region/service/aws4_request}. */
  String scope() {
    return date + '/' + region + '/' + service + '/' + terminator;
  }

  /** Without the signature. */
  @Override
  public String toString() {
    return "SignatureClaim[" + accessKeyId + ", " + scope() + ", " + timestamp + "]";
  }
}
