package dev.strongroom.domain.name;

import java.util.regex.Pattern;

/**
 * The ARN of a principal of an account, such as {@code arn:aws:iam::111122223333:root} or {@code
 * arn:aws:sts::111122223333:assumed-role/deployer/session}.
 *
 * @param value the ARN's text
 */
public record PrincipalArn(String value) {
  private static final Pattern FORM =
      Pattern.compile("arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:[\\x21-\\x7e]+");
  private static final int LONGEST = 2048;

  public PrincipalArn {
    if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not the ARN of a principal");
    }
  }

  /** The root of an account, in the partition of a region. */
  public static PrincipalArn root(AccountId account, Region region) {
    return new PrincipalArn("arn:" + region.partition() + ":iam::" + account + ":root");
  }

  @Override
  public String toString() {
    return value;
  }
}
