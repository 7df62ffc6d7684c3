package dev.strongroom.domain.name;

/** The beginning of a text that somebody else chose, for messages and events. */
public final class Excerpt {
  private Excerpt() {}

  /**
   * At most so many characters (UTF-16 code units), and never half a surrogate pair: text with one
   * is not well-formed, and JSON readers refuse it.
   */
  public static String of(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }
}
