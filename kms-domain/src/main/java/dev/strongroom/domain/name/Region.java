package dev.strongroom.domain.name;

import java.util.regex.Pattern;

/**
 * A logical region of the deployment, named as AWS names regions.
 *
 * @param name such as {@code us-east-1}
 */
public record Region(String name) implements Comparable<Region> {
  private static final Pattern FORM = Pattern.compile("[a-z]{2}(-[a-z]+){1,3}-[0-9]{1,2}");

  /** Where the global services (IAM, Organizations, STS's global endpoint) are signed for. */
  public static final Region US_EAST_1 = new Region("us-east-1");

  public Region {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a region: " + name);
    }
  }

  /**
   * The ARN partition that the region's name implies: {@code aws}, {@code aws-cn} or {@code
   * aws-us-gov}.
   */
  public String partition() {
    if (name.startsWith("cn-")) {
      return "aws-cn";
    }
    return name.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  @Override
  public int compareTo(Region other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
