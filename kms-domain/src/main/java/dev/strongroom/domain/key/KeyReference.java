package dev.strongroom.domain.key;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.AliasArn;
import dev.strongroom.domain.name.AliasName;
import dev.strongroom.domain.name.KeyArn;
import dev.strongroom.domain.name.KeyId;
import java.util.Optional;

/** The forms in which a request names a key (AWS KMS, "Key identifiers"). */
public sealed interface KeyReference {

  /** By id: a key of the caller's account in the call's region. */
  record ById(KeyId id) implements KeyReference {
    @Override
    public String text() {
      return id.toString();
    }
  }

  /** By ARN: a key of any account. */
  record ByArn(KeyArn arn) implements KeyReference {
    @Override
    public String text() {
      return arn.toString();
    }
  }

  /** By alias name: in the caller's account and the call's region. */
  record ByAlias(AliasName alias) implements KeyReference {
    @Override
    public String text() {
      return alias.toString();
    }
  }

  /** By alias ARN: in any account. */
  record ByAliasArn(AliasArn arn) implements KeyReference {
    @Override
    public String text() {
      return arn.toString();
    }
  }

  /** The name as the request wrote it. */
  String text();

  /** Whether the key is named through an alias. */
  default boolean isAlias() {
    return this instanceof ByAlias || this instanceof ByAliasArn;
  }

  /**
   * Parses the text of a KeyId member.
   *
   * @throws KmsException NotFoundException, or InvalidArnException for what starts like an ARN,
   *     when it is none of the forms
   */
  static KeyReference parse(String text) {
    if (text.startsWith("arn:")) {
      Optional<KeyReference> key = KeyArn.parse(text).map(ByArn::new);
      return key.or(() -> AliasArn.parse(text).map(ByAliasArn::new))
          .orElseThrow(() -> new KmsException(ErrorCode.INVALID_ARN, "Invalid arn " + text));
    }
    if (AliasName.isAliasName(text)) {
      return new ByAlias(new AliasName(text));
    }
    if (KeyId.isKeyId(text)) {
      return new ById(KeyId.parse(text));
    }
    throw new KmsException(ErrorCode.NOT_FOUND, "Invalid keyId '" + text + "'");
  }
}
