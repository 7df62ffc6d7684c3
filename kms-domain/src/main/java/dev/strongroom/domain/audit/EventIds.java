package dev.strongroom.domain.audit;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Event ids: UUIDv7 (RFC 9562, section 5.7), so that they sort by time. Unique, not secret. */
public final class EventIds {
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000000000000000L;

  private EventIds() {}

  /** A new id whose first 48 bits are the time in milliseconds. */
  public static UUID at(Instant time) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = time.toEpochMilli() << 16 | VERSION | random.nextInt(1 << 12);
    long low = VARIANT | random.nextLong() >>> 2;
    return new UUID(high, low);
  }
}
