package dev.strongroom.domain.name;

import java.util.HexFormat;
import java.util.UUID;

/**
 * The id of a KMS key: a UUID, or {@code mrk-} and 32 hexadecimal digits for a multi-Region key.
 *
 * @param uuid the 128 bits that a ciphertext header carries
 * @param multiRegion whether the id is written with {@code mrk-}
 */
public record KeyId(UUID uuid, boolean multiRegion) {
  private static final String MULTI_REGION_PREFIX = "mrk-";
  // Where the hyphens are is where these have them; every other character is a digit.
  private static final String SINGLE = "00000000-0000-0000-0000-000000000000";
  private static final String MULTI = MULTI_REGION_PREFIX + "0".repeat(32);

  /** Whether {@link #parse} would take the text. */
  public static boolean isKeyId(String text) {
    return hasForm(text, SINGLE, 0)
        || text.startsWith(MULTI_REGION_PREFIX)
            && hasForm(text, MULTI, MULTI_REGION_PREFIX.length());
  }

  // By hand, because each call names a key: a regular expression takes a microsecond.
  private static boolean hasForm(String text, String form, int from) {
    if (text.length() != form.length()) {
      return false;
    }
    for (int i = from; i < form.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          form.charAt(i) == '0' ? c >= '0' && c <= '9' || c >= 'a' && c <= 'f' : c == '-';
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Parses the lower-case form that {@link #toString} writes. */
  public static KeyId parse(String text) {
    if (!isKeyId(text)) {
      throw new IllegalArgumentException("not a key id");
    }
    if (!text.startsWith(MULTI_REGION_PREFIX)) {
      return new KeyId(UUID.fromString(text), false);
    }
    int from = MULTI_REGION_PREFIX.length();
    long high = Long.parseUnsignedLong(text, from, from + 16, 16);
    long low = Long.parseUnsignedLong(text, from + 16, from + 32, 16);
    return new KeyId(new UUID(high, low), true);
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
