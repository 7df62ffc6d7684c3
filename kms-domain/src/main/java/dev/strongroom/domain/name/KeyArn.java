package dev.strongroom.domain.name;

import java.util.Optional;

/**
 * The ARN of a KMS key, {@code arn:PARTITION:kms:REGION:ACCOUNT:key/ID}. It names a key in the
 * whole deployment.
 */
public record KeyArn(Region region, AccountId account, KeyId key) {

  /** Parses a key ARN; empty when the text is anything else. */
  public static Optional<KeyArn> parse(String text) {
    return KmsArn.parse(text)
        .filter(arn -> arn.resource().startsWith("key/"))
        .filter(arn -> KeyId.isKeyId(arn.resource().substring(4)))
        .map(
            arn ->
                new KeyArn(arn.region(), arn.account(), KeyId.parse(arn.resource().substring(4))));
  }

  @Override
  public String toString() {
    return new KmsArn(region, account, "key/" + key).toString();
  }
}
