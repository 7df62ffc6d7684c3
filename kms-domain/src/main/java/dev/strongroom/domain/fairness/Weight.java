package dev.strongroom.domain.fairness;

/**
 * About how many bytes things take in memory. Estimates: they are to hold the caches within their
 * bound, not to account for each byte.
 */
public final class Weight {
  /** A map's node, the entry, its place in the order, its name and its dependency. */
  static final int ENTRY = 400;

  private static final int STRING = 56;
  private static final char LAST_OF_LATIN_1 = 0xFF;

  private Weight() {}

  /** A text: the JVM keeps one byte a character as long as all are of ISO 8859-1, else two. */
  public static int of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > LAST_OF_LATIN_1) {
        return STRING + 2 * text.length();
      }
    }
    return STRING + text.length();
  }
}
