package dev.strongroom.api.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** Times as SigV4 writes them, {@code 20150830T123600Z}, and as a {@code Date} header may. */
final class SigningTime {
  private static final int LENGTH = 16;
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);

  private SigningTime() {}

  static String format(Instant time) {
    return BASIC.format(time);
  }

  /** Parses the basic form only; the hot path, so without a formatter. */
  static Optional<Instant> parse(String text) {
    if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
      return Optional.empty();
    }
    for (int i = 0; i < LENGTH - 1; i++) {
      if (i != 8 && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 4, 6),
                  number(text, 6, 8),
                  number(text, 9, 11),
                  number(text, 11, 13),
                  number(text, 13, 15))
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  /** Parses a {@code Date} header, in the basic form or that of RFC 9110 section 5.6.7. */
  static Optional<Instant> parseDateHeader(String text) {
    try {
      return parse(text)
          .or(
              () ->
                  Optional.of(
                      ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
