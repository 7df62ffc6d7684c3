package dev.strongroom.api.sigv4;

import dev.strongroom.api.wire.PercentEncoding;
import java.util.ArrayDeque;
import java.util.Deque;

/** The canonical URI of SigV4: the path as sent, optionally normalised, encoded once more. */
final class CanonicalPath {
  private CanonicalPath() {}

  static String of(String path, boolean normalize) {
    StringBuilder encoded = new StringBuilder(path.length() + 16);
    PercentEncoding.encode(normalize ? normalize(path) : path, true, encoded);
    return encoded.isEmpty() ? "/" : encoded.toString();
  }

  /** Removes empty and dot segments (RFC 3986 section 5.2.4) as every service but S3 does. */
  private static String normalize(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    if (segments.isEmpty()) {
      return "/";
    }
    return "/" + String.join("/", segments) + (path.endsWith("/") ? "/" : "");
  }
}
