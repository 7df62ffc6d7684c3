package dev.strongroom.server.command;

/** Text that somebody else may have chosen, as it can be shown on a terminal. */
final class Printable {
  private Printable() {}

  /**
   * The text with every character that a terminal would obey, or that would turn the order of its
   * neighbours, written as an escape such as {@code \u001b}.
   */
  static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isObeyed(point)) {
                shown.append("\\u%04x".formatted(point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }

  private static boolean isObeyed(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
