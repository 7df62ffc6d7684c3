package dev.strongroom.domain.operation;

import dev.strongroom.domain.crypto.CiphertextBlob;
import dev.strongroom.domain.key.KeyReference;
import dev.strongroom.domain.name.AliasName;
import java.util.Optional;

/**
 * An action on a resource that a call needs.
 *
 * @param action the IAM action, such as {@code kms:Encrypt}
 */
public record Permission(String action, Resource resource) {

  /** What the action is on. */
  public sealed interface Resource {

    /** Whether it is a key, however it is named. */
    default boolean isKey() {
      return switch (this) {
        case NamedKey _, CiphertextKey _, AliasedKey _ -> true;
        case Everything _, NamedAlias _ -> false;
      };
    }
  }

  /** The action has no resource of its own: {@code *}. */
  public record Everything() implements Resource {}

  /** A key that the request names. */
  public record NamedKey(KeyReference reference, KeyRequirement requirement) implements Resource {}

  /**
   * The key of a ciphertext.
   *
   * @param named the key that the request names beside it, which then must be the same
   */
  public record CiphertextKey(
      CiphertextBlob ciphertext, Optional<KeyReference> named, KeyRequirement requirement)
      implements Resource {}

  /** An alias of the caller's account in the call's region. */
  public record NamedAlias(AliasName alias) implements Resource {}

  /** The key that an alias of the caller's account stands for now; of a change. */
  public record AliasedKey(AliasName alias, KeyRequirement requirement) implements Resource {}

  /** An action without a resource. */
  public static Permission on(String action) {
    return new Permission(action, new Everything());
  }

  /**
   * An action on a key.
   *
   * @param keyId the text of a KeyId member
   * @throws dev.strongroom.domain.error.KmsException when the text names no key
   */
  public static Permission onKey(String action, String keyId, KeyRequirement requirement) {
    return new Permission(action, new NamedKey(KeyReference.parse(keyId), requirement));
  }

  /** An action on the key that an alias stands for. */
  public static Permission onKeyOf(String action, AliasName alias, KeyRequirement requirement) {
    return new Permission(action, new AliasedKey(alias, requirement));
  }

  /** An action on an alias. */
  public static Permission onAlias(String action, AliasName alias) {
    return new Permission(action, new NamedAlias(alias));
  }
}
