package dev.strongroom.server.softhsm;

import dev.strongroom.hsm.HsmSettings;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Provisional. */
public final class TokenAccess {
  private TokenAccess() {}

  public static HsmSettings open(Home home, StrongroomSettings.Hsm settings) throws IOException {
    if (settings.isNamed()) {
      return new HsmSettings(
          Path.of(settings.module()),
          settings.tokenLabel(),
          Path.of(settings.pinFile()),
          Optional.empty(),
          16,
          Duration.ofSeconds(10));
    }
    EmbeddedToken token = new EmbeddedToken(home);
    token.makeDirectories();
    Path module = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    Files.writeString(
        token.configuration(),
        "directories.tokendir = "
            + token.tokens()
            + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    token.prepare(
        new TokenInitialiser() {
          @Override
          public boolean exists(String label) {
            try (var list = Files.list(token.tokens())) {
              return list.findAny().isPresent();
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }

          @Override
          public void initialise(String label, Path so, Path user) {
            try {
              ProcessBuilder b =
                  new ProcessBuilder(
                      "softhsm2-util",
                      "--init-token",
                      "--free",
                      "--label",
                      label,
                      "--so-pin",
                      Files.readString(so).strip(),
                      "--pin",
                      Files.readString(user).strip());
              b.environment().put("SOFTHSM2_CONF", token.configuration().toString());
              if (b.start().waitFor() != 0) {
                throw new IllegalStateException("softhsm2-util");
              }
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    return new HsmSettings(
        module,
        EmbeddedToken.LABEL,
        token.userPin(),
        Optional.of(token.configuration()),
        16,
        Duration.ofSeconds(10));
  }
}
