package dev.strongroom.server.doctor;

import dev.strongroom.domain.keystore.SharedPinLatch;
import dev.strongroom.hsm.HsmSettings;
import dev.strongroom.hsm.Token;
import dev.strongroom.hsm.TokenInformation;
import dev.strongroom.hsm.TokenSetUp;
import dev.strongroom.server.configuration.Mode;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.postgres.DatabaseAccess;
import dev.strongroom.server.softhsm.TokenAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Looks at the HSM's module and token. */
final class TokenLooks {
  private static final List<String> NEEDED = List.of("CKM_AES_KEY_GEN", "CKM_AES_GCM");

  private TokenLooks() {}

  /**
   * @param database where PINs that were refused are remembered; without it no login is tried, so
   *     that no try of a PIN is wasted
   */
  static List<Finding> take(
      Home home, StrongroomSettings settings, Optional<DatabaseAccess> database) {
    if (!settings.hsm().isNamed() && Files.notExists(home.softHsm().resolve("softhsm2.conf"))) {
      return List.of(
          Finding.of(
              "token",
              home,
              () -> {
                Path library = TokenAccess.softHsmLibrary();
                return Finding.ok(
                    "token", "SoftHSM's is made at the first start by " + library + ".");
              }));
    }
    List<Finding> findings = new ArrayList<>();
    List<HsmSettings> token = new ArrayList<>();
    findings.add(Finding.of("token", home, () -> there(home, settings, token)));
    if (!token.isEmpty()) {
      findings.add(
          database.isEmpty()
              ? Finding.ok(
                  "login",
                  "It is not tried while the database is away, which remembers refused PINs.")
              : Finding.of("login", home, () -> login(settings, token.getFirst(), database.get())));
    }
    return findings;
  }

  private static Finding there(Home home, StrongroomSettings settings, List<HsmSettings> token) {
    HsmSettings hsm = TokenAccess.find(home, settings.hsm());
    boolean made =
        new TokenSetUp(hsm.module(), hsm.softHsmConfiguration()).exists(hsm.tokenLabel());
    if (!made) {
      return Finding.failed(
          "token",
          "No slot of "
              + hsm.module()
              + " has a token \""
              + hsm.tokenLabel()
              + "\" with a user PIN.",
          "Initialise it with the vendor's tool, or correct strongroom.hsm.token-label.");
    }
    token.add(hsm);
    return Finding.ok("token", "\"" + hsm.tokenLabel() + "\" is there in " + hsm.module() + ".");
  }

  private static Finding login(
      StrongroomSettings settings, HsmSettings hsm, DatabaseAccess database) {
    var application = database.application();
    var source =
        new DriverManagerDataSource(database.url(), application.user(), application.password());
    try (Token token = Token.open(hsm, new SharedPinLatch(source))) {
      TokenInformation information = token.information();
      List<String> missing =
          NEEDED.stream().filter(each -> !information.mechanisms().contains(each)).toList();
      if (!missing.isEmpty()) {
        return Finding.failed(
            "login",
            "The token lacks " + String.join(", ", missing) + ".",
            "Enable these mechanisms in the HSM, or use another.");
      }
      return softly(settings, information);
    }
  }

  private static Finding softly(StrongroomSettings settings, TokenInformation information) {
    String says = "It works: " + information.inOneLine() + ".";
    return information.isSoftHsm() && settings.mode() == Mode.PRODUCTION
        ? Finding.failed(
            "login",
            "Production mode does not keep root keys in SoftHSM.",
            "Name another HSM's module in strongroom.hsm.module.")
        : Finding.ok("login", says);
  }
}
