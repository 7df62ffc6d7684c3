package dev.strongroom.domain.name;

import java.util.regex.Pattern;

/**
 * What people call an account; several may have the same name.
 *
 * @param value 1 to 50 printable characters of ASCII
 */
public record AccountName(String value) {
  /** What a name may be, as one sentence for whoever chose another. */
  public static final String RULE =
      "An account's name has 1 to 50 characters: letters from A to Z and a to z, digits, spaces,"
          + " and the punctuation marks of ASCII.";

  private static final Pattern FORM = Pattern.compile("[ -~]{1,50}");

  public AccountName {
    if (!isAccountName(value)) {
      throw new IllegalArgumentException("not an account's name");
    }
  }

  /** Whether the text may be an account's name. */
  public static boolean isAccountName(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
