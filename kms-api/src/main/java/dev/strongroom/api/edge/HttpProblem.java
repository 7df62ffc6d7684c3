package dev.strongroom.api.edge;

import dev.strongroom.api.json.JsonForm;
import dev.strongroom.api.wire.WireResponse;

/**
 * What can be wrong with a request before it is a call. The names are those of the API references'
 * Common Errors pages; the connection is closed after each.
 */
enum HttpProblem {
  MALFORMED(400, "MalformedHttpRequestException", "The request is not well-formed HTTP/1.1."),
  ENCODED(
      400,
      "MalformedHttpRequestException",
      "A content encoding is not supported. Send the body as it is."),
  NOT_ENCRYPTED(403, "AccessDeniedException", "The call did not come by TLS. Use https://."),
  NOT_BY_A_PROXY(403, "AccessDeniedException", "This port takes calls from its proxies only."),
  TOO_SLOW(408, "RequestTimeoutException", "The request did not arrive in time."),
  BODY_TOO_LARGE(413, "RequestEntityTooLargeException", "The request's body is too large."),
  TARGET_TOO_LONG(414, "MalformedHttpRequestException", "The request's target is too long."),
  EXPECTATION(417, "MalformedHttpRequestException", "Only 100-continue can be expected."),
  HEADER_TOO_LARGE(431, "MalformedHttpRequestException", "The request's header is too large."),
  TOO_MANY_BODIES(503, "ServiceUnavailableException", "Too many large requests arrive at once."),
  TOO_MANY_CONNECTIONS(503, "ServiceUnavailableException", "There are too many connections."),
  VERSION(400, "MalformedHttpRequestException", "Only HTTP/1.1 and HTTP/1.0 are answered.");

  private final int status;
  private final String type;
  private final String message;

  HttpProblem(int status, String type, String message) {
    this.status = status;
    this.type = type;
    this.message = message;
  }

  WireResponse response() {
    return JsonForm.failure(status, type, message);
  }
}
