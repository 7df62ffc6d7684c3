package dev.strongroom.domain.name;

import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of a KMS key: a UUID, or {@code mrk-} and 32 hexadecimal digits for a multi-Region key.
 *
 * @param uuid the 128 bits that a ciphertext header carries
 * @param multiRegion whether the id is written with {@code mrk-}
 */
public record KeyId(UUID uuid, boolean multiRegion) {
  private static final String MULTI_REGION_PREFIX = "mrk-";
  private static final Pattern SINGLE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern MULTI = Pattern.compile("mrk-[0-9a-f]{32}");

  /** Whether {@link #parse} would take the text. */
  public static boolean isKeyId(String text) {
    return SINGLE.matcher(text).matches() || MULTI.matcher(text).matches();
  }

  /** Parses the lower-case form that {@link #toString} writes. */
  public static KeyId parse(String text) {
    if (SINGLE.matcher(text).matches()) {
      return new KeyId(UUID.fromString(text), false);
    }
    if (MULTI.matcher(text).matches()) {
      String digits = text.substring(MULTI_REGION_PREFIX.length());
      long high = Long.parseUnsignedLong(digits, 0, 16, 16);
      long low = Long.parseUnsignedLong(digits, 16, 32, 16);
      return new KeyId(new UUID(high, low), true);
    }
    throw new IllegalArgumentException("not a key id");
  }

  @Override
  public String toString() {
    if (!multiRegion) {
      return uuid.toString();
    }
    HexFormat hex = HexFormat.of();
    return MULTI_REGION_PREFIX
        + hex.toHexDigits(uuid.getMostSignificantBits())
        + hex.toHexDigits(uuid.getLeastSignificantBits());
  }
}
