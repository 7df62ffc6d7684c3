package dev.strongroom.api.wire;

import dev.strongroom.domain.operation.Call;
import java.time.Instant;
import java.util.Optional;

/**
 * A whole request as the edge read it.
 *
 * @param requestId the id that the answer carries, a UUID
 * @param time when its first byte was decoded
 * @param method the method as sent
 * @param path the request target up to the question mark, undecoded, one {@code char} per byte; a
 *     question mark with nothing behind it stays
 * @param query what follows the first question mark, undecoded; empty when there is none
 * @param headers the header fields
 * @param body the decoded body; whoever parses it may overwrite it afterwards
 * @param remoteAddress the client's address in text, or {@code local} for the administrative socket
 * @param tls the connection's TLS facts when it has TLS
 * @param administrative whether it came by the administrative socket
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed over, then wiped
public record WireRequest(
    String requestId,
    Instant time,
    String method,
    String path,
    String query,
    WireHeaders headers,
    byte[] body,
    String remoteAddress,
    Optional<Call.Tls> tls,
    boolean administrative) {

  /** What may be shown of a request: neither body nor query nor header values. */
  @Override
  public String toString() {
    return "WireRequest[" + requestId + " " + body.length + " bytes from " + remoteAddress + "]";
  }
}
