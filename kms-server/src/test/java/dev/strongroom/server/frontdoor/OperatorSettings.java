package dev.strongroom.server.frontdoor;

import dev.strongroom.server.home.Home;
import java.util.List;
import java.util.Map;

/**
 * How an operator names the database and the token of another server's home.
 *
 * @param properties settings as {@code --name=value}
 * @param environment the secrets among them, and where SoftHSM finds the token
 */
record OperatorSettings(List<String> properties, Map<String, String> environment) {

  static OperatorSettings of(Home home) {
    return new OperatorSettings(
        List.of(
            "--strongroom.datasource.url=" + TestDatabase.url(home),
            "--strongroom.datasource.username=strongroom_application",
            "--strongroom.datasource.owner.username=strongroom_owner",
            "--strongroom.datasource.auditor.username=strongroom_auditor",
            "--strongroom.hsm.module=" + TestToken.module(),
            "--strongroom.hsm.pin-file=" + home.pins().resolve("user")),
        Map.of(
            "STRONGROOM_DATASOURCE_PASSWORD",
            TestDatabase.password(home, "strongroom_application"),
            "STRONGROOM_DATASOURCE_OWNER_PASSWORD",
            TestDatabase.password(home, "strongroom_owner"),
            "STRONGROOM_DATASOURCE_AUDITOR_PASSWORD",
            TestDatabase.password(home, "strongroom_auditor"),
            "SOFTHSM2_CONF",
            home.softHsm().resolve("softhsm2.conf").toString()));
  }
}
