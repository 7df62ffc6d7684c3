package dev.strongroom.domain.name;

import java.util.Optional;

/**
 * The ARN of a KMS key, {@code arn:PARTITION:kms:REGION:ACCOUNT:key/ID}. It names a key in the
 * whole deployment.
 */
public record KeyArn(Region region, AccountId account, KeyId key) {
  private static final String PREFIX = "key/";

  /** Parses a key ARN; empty when the text is anything else. */
  public static Optional<KeyArn> parse(String text) {
    return KmsArn.parse(text).filter(KeyArn::namesKey).map(KeyArn::of);
  }

  private static boolean namesKey(KmsArn arn) {
    return arn.resource().startsWith(PREFIX)
        && KeyId.isKeyId(arn.resource().substring(PREFIX.length()));
  }

  private static KeyArn of(KmsArn arn) {
    return new KeyArn(
        arn.region(), arn.account(), KeyId.parse(arn.resource().substring(PREFIX.length())));
  }

  @Override
  public String toString() {
    return new KmsArn(region, account, PREFIX + key).toString();
  }
}
