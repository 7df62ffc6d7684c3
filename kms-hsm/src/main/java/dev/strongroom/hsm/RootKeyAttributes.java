package dev.strongroom.hsm;

import java.util.Optional;

/**
 * What the token says of a root key's object. Empty is what it does not report.
 *
 * @param sensitive not readable now (CKA_SENSITIVE)
 * @param extractable can leave the token now (CKA_EXTRACTABLE)
 * @param local made inside the token (CKA_LOCAL)
 * @param alwaysSensitive never readable since then (CKA_ALWAYS_SENSITIVE)
 * @param neverExtractable never extractable since then (CKA_NEVER_EXTRACTABLE)
 */
public record RootKeyAttributes(
    RootKeyId id,
    String label,
    Optional<Boolean> sensitive,
    Optional<Boolean> extractable,
    Optional<Boolean> local,
    Optional<Boolean> alwaysSensitive,
    Optional<Boolean> neverExtractable) {

  /**
   * @throws HsmException.KeyUntrusted when the key was brought in from outside, or was readable or
   *     extractable at some time
   */
  void requireTrusted(Extractability wanted) {
    if (!sensitive.orElse(false)) {
      throw new HsmException.KeyUntrusted(id, "the token does not keep it from being read");
    }
    if (extractable.orElse(true) && wanted == Extractability.NEVER) {
      throw new HsmException.KeyUntrusted(id, "the token does not keep it from being extracted");
    }
    require(local, "it was not made in the token");
    require(alwaysSensitive, "it was readable at some time");
    if (wanted == Extractability.NEVER) {
      require(neverExtractable, "it was extractable at some time");
    }
  }

  private void require(Optional<Boolean> attribute, String problem) {
    if (attribute.isPresent() && !attribute.get()) {
      throw new HsmException.KeyUntrusted(id, problem);
    }
  }
}
