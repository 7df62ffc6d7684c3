package dev.strongroom.api.edge;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date header's value (RFC 9110 section 5.6.7), formatted once a second. */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private volatile Formatted last = new Formatted(Long.MIN_VALUE, "");

  HttpDate(Clock clock) {
    this.clock = clock;
  }

  String now() {
    Instant time = clock.instant();
    Formatted known = last;
    if (known.second != time.getEpochSecond()) {
      known = new Formatted(time.getEpochSecond(), FORMAT.format(time));
      last = known;
    }
    return known.text;
  }

  private record Formatted(long second, String text) {}
}
