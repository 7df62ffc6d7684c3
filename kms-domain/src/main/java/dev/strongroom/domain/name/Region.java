package dev.strongroom.domain.name;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A logical region of the deployment, named as AWS names regions ({@code RegionType} of the KMS API
 * model).
 *
 * @param name such as {@code us-east-1}, 32 characters at most
 */
public record Region(String name) implements Comparable<Region> {
  private static final Pattern FORM = Pattern.compile("([a-z]+-){2,3}[0-9]+");
  private static final int LONGEST = 32;

  /**
   * The partitions that are not {@code aws}, by how the names of their regions begin (the AWS SDKs'
   * partitions file).
   */
  private static final Map<String, String> PARTITIONS =
      Map.of(
          "cn-", "aws-cn",
          "us-gov-", "aws-us-gov",
          "us-iso-", "aws-iso",
          "us-isob-", "aws-iso-b",
          "eu-isoe-", "aws-iso-e",
          "us-isof-", "aws-iso-f",
          "eusc-", "aws-eusc");

  /** Where the global services (IAM, Organizations, STS's global endpoint) are signed for. */
  public static final Region US_EAST_1 = new Region("us-east-1");

  public Region {
    if (!isRegion(name)) {
      // Without the text: it may come from a request, of any length and with any characters.
      throw new IllegalArgumentException("not the name of a region");
    }
  }

  /** Whether the text has the form of a region's name. */
  public static boolean isRegion(String text) {
    return text.length() <= LONGEST && FORM.matcher(text).matches();
  }

  /** The ARN partition that the region's name implies, such as {@code aws} or {@code aws-cn}. */
  public String partition() {
    for (Map.Entry<String, String> partition : PARTITIONS.entrySet()) {
      if (name.startsWith(partition.getKey())) {
        return partition.getValue();
      }
    }
    return "aws";
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
