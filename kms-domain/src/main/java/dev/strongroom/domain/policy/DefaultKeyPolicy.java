package dev.strongroom.domain.policy;

import dev.strongroom.domain.name.AccountId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The policy that a key gets when its creator names none ("Default key policy" of the AWS KMS
 * developer guide): it delegates to the identity policies of its account.
 */
public final class DefaultKeyPolicy {
  private static final int DEEPEST = 64;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private DefaultKeyPolicy() {}

  /** The document, spaced as AWS writes it. */
  public static String of(AccountId account, String partition) {
    return """
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:%s:iam::%s:root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }"""
        .formatted(partition, account);
  }

  /** Whether the text is a JSON object without duplicate members, at most 64 deep. */
  public static boolean isJsonObject(String document) {
    try {
      return JSON.readTree(document).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }

  /**
   * Whether the document says the same as the default policy of the account, however it is spaced.
   */
  public static boolean isDefault(String document, AccountId account) {
    // As nearly all are written: each key that is read comes by here, and a parser takes longer.
    if (document.equals(of(account, "aws"))) {
      return true;
    }
    try {
      JsonNode given = JSON.readTree(document);
      for (String partition : new String[] {"aws", "aws-cn", "aws-us-gov"}) {
        if (given.equals(JSON.readTree(of(account, partition)))) {
          return true;
        }
      }
      return false;
    } catch (JacksonException e) {
      return false;
    }
  }
}
