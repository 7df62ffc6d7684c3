package dev.strongroom.domain.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the credential behind an access key id, in memory or in the database. */
public interface Credentials {

  /** The credential if it is in memory and not known to have changed; never blocks. */
  @Nullable Credential cached(String accessKeyId);

  /**
   * The credential from memory or the database; empty when there is no active, intact one. May
   * block.
   *
   * @throws RuntimeException when the database or the token cannot be asked
   */
  Optional<Credential> load(String accessKeyId);

  /**
   * The same caller, read again after what its authentication rested on has changed; empty when it
   * is no longer one. Its signature need not be verified again: an access key's secret never
   * changes. May block.
   */
  default Optional<Caller> refresh(Caller caller) {
    return caller.accessKeyId().isEmpty()
        ? Optional.of(caller)
        : load(caller.accessKeyId().get())
            .map(Credential::caller)
            .filter(again -> again.arn().equals(caller.arn()));
  }
}
