package dev.strongroom.domain.name;

/**
 * The ARN of a principal, such as {@code arn:aws:iam::111122223333:root}.
 *
 * @param value the ARN's text
 */
public record PrincipalArn(String value) {

  /** The root of an account, in the partition of a region. */
  public static PrincipalArn root(AccountId account, Region region) {
    return new PrincipalArn("arn:" + region.partition() + ":iam::" + account + ":root");
  }

  @Override
  public String toString() {
    return value;
  }
}
