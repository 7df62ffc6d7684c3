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
}
