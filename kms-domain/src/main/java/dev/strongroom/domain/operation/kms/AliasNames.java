package dev.strongroom.domain.operation.kms;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.key.Aliases;
import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.key.KeyReference;
import dev.strongroom.domain.name.AliasName;
import dev.strongroom.domain.operation.KeyRequirement;
import dev.strongroom.domain.operation.Permission;

/** Alias names as requests give them. */
final class AliasNames {
  private static final int MOST_OF_A_KEY = 50;

  private AliasNames() {}

  /**
   * @param key locked
   * @throws KmsException LimitExceededException when the key has as many aliases as it may
   */
  static void requireRoom(Aliases aliases, Key key) {
    if (aliases.countOf(key.arn()) >= MOST_OF_A_KEY) {
      throw new KmsException(ErrorCode.LIMIT_EXCEEDED, "A key can have at most 50 aliases.");
    }
  }

  /**
   * A permission on the key that an alias is to stand for.
   *
   * @throws KmsException ValidationException when it is named by an alias, unlike other operations
   *     that take no alias
   */
  static Permission onTarget(String action, String targetKeyId, KeyRequirement requirement) {
    if (KeyReference.parse(targetKeyId).isAlias()) {
      throw new KmsException(ErrorCode.VALIDATION, "Aliases must refer to keys. Not aliases");
    }
    return Permission.onKey(action, targetKeyId, requirement);
  }

  /**
   * @throws KmsException ValidationException for a name without its prefix
   */
  static AliasName parse(String name) {
    if (!AliasName.isAliasName(name)) {
      throw new KmsException(
          ErrorCode.VALIDATION,
          "Alias must start with the prefix \"alias/\". Please see"
              + " https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
    }
    return new AliasName(name);
  }
}
