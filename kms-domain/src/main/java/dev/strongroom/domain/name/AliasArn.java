package dev.strongroom.domain.name;

import java.util.Optional;

/** The ARN of an alias, {@code arn:PARTITION:kms:REGION:ACCOUNT:alias/NAME}. */
public record AliasArn(Region region, AccountId account, AliasName alias) {

  /** Parses an alias ARN; empty when the text is anything else. */
  public static Optional<AliasArn> parse(String text) {
    return KmsArn.parse(text)
        .filter(arn -> AliasName.isAliasName(arn.resource()))
        .map(arn -> new AliasArn(arn.region(), arn.account(), new AliasName(arn.resource())));
  }

  @Override
  public String toString() {
    return new KmsArn(region, account, alias.value()).toString();
  }
}
