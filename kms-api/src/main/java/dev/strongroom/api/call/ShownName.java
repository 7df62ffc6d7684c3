package dev.strongroom.api.call;

import java.util.regex.Pattern;

/** A name from outside as it may be shown in a message: only if it looks like a name. */
final class ShownName {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private ShownName() {}

  static String of(String text) {
    return NAME.matcher(text).matches() ? text : "(not a name)";
  }
}
