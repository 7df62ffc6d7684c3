package dev.strongroom.server.softhsm;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * SoftHSM's token below the home. It is made once; what exists is never initialised again, because
 * that would destroy the root keys in it.
 *
 * @param home whose token it is
 */
public record EmbeddedToken(Home home) {
  public static final String LABEL = "strongroom";

  /** What {@code SOFTHSM2_CONF} names. */
  public Path configuration() {
    return home.softHsm().resolve("softhsm2.conf");
  }

  /** SoftHSM's {@code directories.tokendir}. */
  public Path tokens() {
    return home.softHsm().resolve("tokens");
  }

  /** The PIN that the server logs in with. */
  public Path userPin() {
    return home.pins().resolve("user");
  }

  /** The PIN that sets a token up, used once. */
  public Path securityOfficerPin() {
    return home.pins().resolve("security-officer");
  }

  /** Makes the directories; to be called before the module is loaded. */
  public void makeDirectories() throws IOException {
    PrivateFiles.makeDirectory(tokens());
    PrivateFiles.makeDirectory(home.pins());
  }

  /**
   * Makes the token at the first time.
   *
   * @throws StartFailure when there is a token and the file with its PIN is gone
   */
  public void prepare(TokenInitialiser module) throws IOException {
    makeDirectories();
    if (module.exists(LABEL)) {
      if (!Files.exists(userPin())) {
        throw new StartFailure(
            "The file " + userPin() + " with the token's PIN is missing.",
            "Restore it from a backup: without it no key can be opened.");
      }
      return;
    }
    // The PINs first: a crash in between leaves PINs without a token, which does no harm.
    PrivateFiles.readOrMakeSecret(securityOfficerPin());
    PrivateFiles.readOrMakeSecret(userPin());
    module.initialise(LABEL, securityOfficerPin(), userPin());
  }
}
