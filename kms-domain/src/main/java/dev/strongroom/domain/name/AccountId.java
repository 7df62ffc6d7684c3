package dev.strongroom.domain.name;

/**
 * The 12-digit id of an account, which is a tenant.
 *
 * @param number 0 to 999,999,999,999; fits the 48 bits that a ciphertext header has for it
 */
public record AccountId(long number) implements Comparable<AccountId> {
  private static final long LARGEST = 999_999_999_999L;

  public AccountId {
    if (number < 0 || number > LARGEST) {
      throw new IllegalArgumentException("an account id has 12 digits");
    }
  }

  /** Parses exactly 12 ASCII digits. */
  public static AccountId parse(String text) {
    if (!isAccountId(text)) {
      throw new IllegalArgumentException("an account id has 12 digits");
    }
    return new AccountId(Long.parseLong(text));
  }

  /** Whether {@link #parse} would take the text. */
  public static boolean isAccountId(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(AccountId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    String digits = Long.toString(number);
    return "0".repeat(12 - digits.length()) + digits;
  }
}
