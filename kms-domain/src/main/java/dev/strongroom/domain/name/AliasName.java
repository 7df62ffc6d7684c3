package dev.strongroom.domain.name;

import java.util.regex.Pattern;

/**
 * The name of an alias with its prefix, such as {@code alias/payments}.
 *
 * @param value {@code alias/} and one or more of {@code a-z A-Z 0-9 : / _ -}, 256 characters at
 *     most
 */
public record AliasName(String value) implements Comparable<AliasName> {
  private static final Pattern FORM = Pattern.compile("alias/[a-zA-Z0-9:/_-]+");
  private static final int LONGEST = 256;
  private static final String RESERVED = "alias/aws/";

  public AliasName {
    if (!isAliasName(value)) {
      throw new IllegalArgumentException("not an alias name");
    }
  }

  /** Whether the text is a well-formed alias name. */
  public static boolean isAliasName(String text) {
    return text.length() <= LONGEST && FORM.matcher(text).matches();
  }

  /** Whether the name lies under {@code alias/aws/}, which customers cannot create. */
  public boolean isReserved() {
    return value.startsWith(RESERVED);
  }

  @Override
  public int compareTo(AliasName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
