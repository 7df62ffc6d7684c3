package dev.strongroom.api.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes elements with text; everything that could be mark-up is escaped. */
final class Xml {
  private final StringBuilder out = new StringBuilder(512);

  Xml open(String name) {
    out.append('<').append(name).append('>');
    return this;
  }

  Xml open(String name, String namespace) {
    out.append('<').append(name).append(" xmlns=\"");
    escape(namespace);
    out.append("\">");
    return this;
  }

  Xml close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  Xml element(String name, String text) {
    open(name);
    escape(text);
    return close(name);
  }

  Xml text(String text) {
    escape(text);
    return this;
  }

  /** ISO 8601 in UTC, to the millisecond. */
  Xml text(Instant time) {
    out.append(time.truncatedTo(ChronoUnit.MILLIS));
    return this;
  }

  byte[] bytes() {
    return out.toString().getBytes(UTF_8);
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        // A parser would make these a line feed or a space.
        case '\r' -> out.append("&#xD;");
        case '\n' -> out.append("&#xA;");
        case '\t' -> out.append("&#x9;");
        default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
      }
    }
  }

  /** The characters of XML 1.0 section 2.2; no escape makes the others legal. */
  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }
}
