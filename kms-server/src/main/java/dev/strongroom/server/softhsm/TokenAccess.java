package dev.strongroom.server.softhsm;

import dev.strongroom.hsm.HsmException;
import dev.strongroom.hsm.HsmSettings;
import dev.strongroom.hsm.SoftHsm;
import dev.strongroom.hsm.TokenSetUp;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which token is used: the named one, or SoftHSM's below the home, which is made at the first
 * start.
 */
public final class TokenAccess {
  private static final int SESSIONS = 16;
  private static final Duration SESSION_WAIT = Duration.ofSeconds(5);

  private TokenAccess() {}

  /**
   * The settings to open the token with.
   *
   * @throws StartFailure when a part of a named token is missing, or there is no SoftHSM
   */
  public static HsmSettings open(Home home, StrongroomSettings.Hsm settings) throws IOException {
    if (settings.isNamed()) {
      return named(settings);
    }
    EmbeddedToken token = new EmbeddedToken(home);
    HsmSettings embedded = embedded(token);
    token.makeDirectories();
    SoftHsm.configure(token.configuration(), token.tokens());
    token.prepare(
        new Initialiser(new TokenSetUp(embedded.module(), embedded.softHsmConfiguration())));
    return embedded;
  }

  /**
   * The settings to look at the token with: nothing is made, so there may be none.
   *
   * @throws StartFailure as {@link #open}
   */
  public static HsmSettings find(Home home, StrongroomSettings.Hsm settings) {
    return settings.isNamed() ? named(settings) : embedded(new EmbeddedToken(home));
  }

  private static HsmSettings named(StrongroomSettings.Hsm settings) {
    if (settings.pinFile().isBlank()) {
      throw new StartFailure(
          "An HSM is configured, but strongroom.hsm.pin-file is not set.",
          "Put the token's user PIN into a file of mode 0600 and name it there.");
    }
    return new HsmSettings(
        Path.of(settings.module()),
        settings.tokenLabel(),
        Path.of(settings.pinFile()),
        Optional.empty(),
        SESSIONS,
        SESSION_WAIT);
  }

  private static HsmSettings embedded(EmbeddedToken token) {
    return new HsmSettings(
        softHsmLibrary(),
        EmbeddedToken.LABEL,
        token.userPin(),
        Optional.of(token.configuration()),
        SESSIONS,
        SESSION_WAIT);
  }

  /**
   * SoftHSM's module.
   *
   * @throws StartFailure when it is not installed
   */
  public static Path softHsmLibrary() {
    return SoftHsm.library()
        .orElseThrow(
            () ->
                new StartFailure(
                    "SoftHSM2 is not installed in any of its usual places.",
                    "Install it (Debian: apt-get install softhsm2), or name an HSM's module in"
                        + " strongroom.hsm.module."));
  }

  private record Initialiser(TokenSetUp setUp) implements TokenInitialiser {
    @Override
    public boolean exists(String label) {
      return setUp.exists(label);
    }

    @Override
    public void initialise(String label, Path securityOfficerPin, Path userPin)
        throws HsmException {
      setUp.initialise(label, securityOfficerPin, userPin);
    }
  }
}
