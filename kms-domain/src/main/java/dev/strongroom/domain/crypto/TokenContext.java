package dev.strongroom.domain.crypto;

import dev.strongroom.domain.name.AccountId;
import java.util.Arrays;
import java.util.UUID;

/**
 * What a token is bound to. A token opens only under the same context.
 *
 * @param deployment the id of the deployment
 * @param account whose sealing key it is
 * @param purpose what the token is for
 * @param keyVersion the version of the sealing key, at least 0
 * @param binding whatever else the token must belong to (a marker: operation, filters and caller),
 *     in a form that its maker keeps unambiguous; empty when there is nothing
 */
public record TokenContext(
    UUID deployment, AccountId account, SealingPurpose purpose, int keyVersion, byte[] binding) {

  public TokenContext {
    if (keyVersion < 0) {
      throw new IllegalArgumentException("versions of sealing keys are not negative");
    }
    binding = binding.clone();
  }

  @Override
  public byte[] binding() {
    return binding.clone();
  }

  /** The context in additional data: each field as {@code u32 length | bytes}. */
  byte[] encoded() {
    return new CanonicalBytes()
        .uuid(deployment)
        .number(account.number())
        .text(purpose.label())
        .number(keyVersion)
        .bytes(binding)
        .toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenContext that && Arrays.equals(encoded(), that.encoded());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded());
  }

  @Override
  public String toString() {
    return "TokenContext[" + account + ", " + purpose + ", key version " + keyVersion + "]";
  }
}
