package dev.strongroom.api.wire;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;

/** Percent-encoding of RFC 3986 section 2.1, over strings that have one {@code char} per byte. */
public final class PercentEncoding {
  private static final String DIGITS = "0123456789ABCDEF";

  private PercentEncoding() {}

  /** Encodes everything but the unreserved characters, as SigV4's UriEncode does. */
  public static void encode(String bytes, boolean keepSlash, StringBuilder out) {
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (isUnreserved(c) || (keepSlash && c == '/')) {
        out.append(c);
      } else {
        out.append('%').append(DIGITS.charAt((c >> 4) & 15)).append(DIGITS.charAt(c & 15));
      }
    }
  }

  /**
   * Decodes one name or value of a form or query string; a plus is a space.
   *
   * @throws KmsException with SERIALIZATION on a broken escape
   */
  public static String decode(String encoded) {
    if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0) {
      return encoded;
    }
    StringBuilder out = new StringBuilder(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '+') {
        out.append(' ');
      } else if (c == '%') {
        out.append((char) (digit(encoded, i + 1) << 4 | digit(encoded, i + 2)));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static int digit(String text, int index) {
    char c = index < text.length() ? text.charAt(index) : '?';
    int value = c < 128 ? Character.digit(c, 16) : -1;
    if (value < 0) {
      throw new KmsException(
          ErrorCode.SERIALIZATION, "Illegal hex characters in escape (%) pattern.");
    }
    return value;
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '~';
  }
}
