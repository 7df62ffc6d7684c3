package dev.strongroom.api.sigv4;

import dev.strongroom.api.wire.PercentEncoding;
import dev.strongroom.api.wire.QueryParameter;
import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireHeaders;
import java.util.Comparator;
import java.util.List;

/**
 * The canonical request of SigV4 ("Create a signed AWS API request", step 1):
 *
 * <pre>
 * METHOD \n canonical URI \n canonical query \n canonical headers \n \n signed headers \n payload hash
 * </pre>
 *
 * <p>It is built for any path, query and header, which the published vectors hold it to; {@link
 * ServiceProfile} refuses most of that before.
 */
final class CanonicalRequest {
  private CanonicalRequest() {}

  /**
   * @param normalizePath whether dot segments and empty segments are removed, as for every service
   *     but S3
   * @param query the parameters without the signature itself
   * @param signedHeaders names in lower case, in the order in which they were signed
   * @param payloadHash lower-case hexadecimal SHA-256 of the body
   */
  static String text(
      String method,
      String path,
      boolean normalizePath,
      List<QueryParameter> query,
      WireHeaders headers,
      List<String> signedHeaders,
      String payloadHash) {
    StringBuilder out = new StringBuilder(512);
    out.append(method).append('\n').append(CanonicalPath.of(path, normalizePath)).append('\n');
    appendQuery(query, out);
    out.append('\n');
    for (String name : signedHeaders) {
      appendHeader(name, headers, out);
    }
    out.append('\n');
    appendJoined(signedHeaders, out);
    return out.append('\n').append(payloadHash).toString();
  }

  static void appendJoined(List<String> signedHeaders, StringBuilder out) {
    for (int i = 0; i < signedHeaders.size(); i++) {
      out.append(i == 0 ? "" : ";").append(signedHeaders.get(i));
    }
  }

  private static void appendQuery(List<QueryParameter> query, StringBuilder out) {
    if (query.isEmpty()) {
      return;
    }
    List<QueryParameter> sorted =
        query.stream()
            .map(p -> new QueryParameter(encoded(p.name()), encoded(p.value())))
            .sorted(Comparator.comparing(QueryParameter::name).thenComparing(QueryParameter::value))
            .toList();
    for (int i = 0; i < sorted.size(); i++) {
      out.append(i == 0 ? "" : "&").append(sorted.get(i).name());
      out.append('=').append(sorted.get(i).value());
    }
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    PercentEncoding.encode(text, false, out);
    return out.toString();
  }

  private static void appendHeader(String name, WireHeaders headers, StringBuilder out) {
    out.append(name);
    char separator = ':';
    for (WireHeader header : headers.all()) {
      if (header.name().equals(name)) {
        out.append(separator);
        appendCollapsed(header.value(), out);
        separator = ',';
      }
    }
    out.append(separator == ':' ? ":\n" : "\n");
  }

  /** Trims, and makes each run of white space one space; quotation marks protect nothing. */
  private static void appendCollapsed(String value, StringBuilder out) {
    boolean pending = false;
    boolean started = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        pending = started;
      } else {
        if (pending) {
          out.append(' ');
          pending = false;
        }
        started = true;
        out.append(c);
      }
    }
  }
}
