package dev.strongroom.domain.name;

import java.util.Optional;

/** The parts that the ARNs of keys and aliases share. */
record KmsArn(Region region, AccountId account, String resource) {
  private static final int PARTS = 6;

  static Optional<KmsArn> parse(String text) {
    String[] parts = text.split(":", PARTS);
    if (parts.length != PARTS
        || !parts[0].equals("arn")
        || !parts[2].equals("kms")
        || !Region.isRegion(parts[3])
        || !AccountId.isAccountId(parts[4])) {
      return Optional.empty();
    }
    Region region = new Region(parts[3]);
    return region.partition().equals(parts[1])
        ? Optional.of(new KmsArn(region, AccountId.parse(parts[4]), parts[5]))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "arn:" + region.partition() + ":kms:" + region + ":" + account + ":" + resource;
  }
}
