package dev.strongroom.api.wire;

import java.util.List;

/**
 * An answer. The edge adds request id, date and framing.
 *
 * @param status the HTTP status
 * @param contentType the body's type; empty for an answer without body
 * @param headers further header fields
 * @param body the body; the edge takes it over
 * @param sensitive whether the body holds secrets, so that every copy is wiped after the write
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed over, then wiped
public record WireResponse(
    int status, String contentType, List<WireHeader> headers, byte[] body, boolean sensitive) {

  /** An answer without secrets or further headers. */
  public static WireResponse of(int status, String contentType, byte[] body) {
    return new WireResponse(status, contentType, List.of(), body, false);
  }

  @Override
  public String toString() {
    return "WireResponse[" + status + ", " + body.length + " bytes]";
  }
}
