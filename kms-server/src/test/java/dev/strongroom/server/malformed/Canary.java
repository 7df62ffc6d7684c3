package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A text that marks what is secret, so that it is found again wherever it should not be. */
final class Canary {
  /** What stands in every plaintext, password, token and made-up signature of a request. */
  static final String MARK = "sTr0nG-cAnArY-7f3a9";

  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  private Canary() {}

  /** A secret of at least so many bytes. */
  static String text(int length) {
    return MARK.repeat(Math.ceilDiv(Math.max(length, 1), MARK.length()));
  }

  /** The same in base64, cut to a length in bytes. */
  static String base64(int length) {
    byte[] bytes = text(length).substring(0, length).getBytes(US_ASCII);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The forms in which a secret may come to light: raw, base64 at each alignment, hexadecimal. */
  static List<String> formsOf(String secret) {
    List<String> forms = new ArrayList<>();
    forms.add(secret);
    for (int shift = 0; shift < 3; shift++) {
      String shifted = BASE64.encodeToString(("x".repeat(shift) + secret).getBytes(US_ASCII));
      // The characters at both ends also depend on what stands next to the secret.
      int start = shift == 0 ? 0 : shift + 1;
      String inner = shifted.substring(start, shifted.length() - 2);
      forms.add(inner);
      forms.add(inner.replace('+', '-').replace('/', '_'));
    }
    String hex = HexFormat.of().formatHex(secret.getBytes(US_ASCII));
    forms.add(hex);
    forms.add(hex.toUpperCase(Locale.ROOT));
    return forms.stream().distinct().toList();
  }
}
