package dev.strongroom.domain.operation;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.freshness.Dependency;
import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.identity.Credentials;
import dev.strongroom.domain.name.Region;
import java.time.Instant;
import java.util.Optional;

/**
 * The circumstances of one call.
 *
 * @param requestId the id that the answer carries as {@code x-amzn-RequestId}, a UUID
 * @param caller who makes it
 * @param region the region that it was signed for
 * @param time when it arrived
 * @param origin where it came from
 */
public record Call(String requestId, Caller caller, Region region, Instant time, Origin origin) {

  /** Whether what the authentication rests on has changed since. */
  boolean hasStaleCaller() {
    return caller.dependencies().stream().anyMatch(Dependency::isStale);
  }

  /**
   * The same call with its caller read again.
   *
   * @throws KmsException UnrecognizedClientException when the credential has gone meanwhile
   */
  Call renewed(Credentials credentials) {
    Caller again =
        credentials
            .refresh(caller)
            .orElseThrow(
                () ->
                    new KmsException(
                        ErrorCode.UNRECOGNIZED_CLIENT,
                        "The security token included in the request is invalid."));
    return new Call(requestId, again, region, time, origin);
  }

  /**
   * Where a call came from.
   *
   * @param address the client's address in text, or {@code local} for the administrative socket
   * @param userAgent the {@code User-Agent} header, at most 1,000 characters
   * @param host the {@code Host} header
   * @param tls the connection's TLS facts when it has TLS
   */
  public record Origin(
      String address, Optional<String> userAgent, Optional<String> host, Optional<Tls> tls) {}

  /**
   * TLS facts as CloudTrail's {@code tlsDetails} names them.
   *
   * @param version such as {@code TLSv1.3}
   * @param cipherSuite in TLS 1.2 by OpenSSL's name
   * @param keyExchange the group, such as {@code X25519MLKEM768}, where it is known
   */
  public record Tls(String version, String cipherSuite, Optional<String> keyExchange) {}
}
