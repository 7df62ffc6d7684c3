package dev.strongroom.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCatalogueTest {
  private static final SettingsCatalogue SETTINGS = SettingsCatalogue.read();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strongroom.api.port",
        "strongroom.keyRing.maximumSize",
        "strongroom.key-ring.maximum-size",
        "strongroom.regions[1]",
        "strongroom.throttle.rates.CreateKey"
      })
  void everySpellingIsFound(String name) {
    assertThat(SETTINGS.find(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STRONGROOM_API_PORT",
        "STRONGROOM_HSM_PIN_FILE",
        "STRONGROOM_HSM_PINFILE",
        "STRONGROOM_REGIONS_0",
        "STRONGROOM_THROTTLE_RATES_CREATEKEY"
      })
  void everyVariableIsFound(String name) {
    assertThat(SETTINGS.findVariable(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"strongroom.api.prot", "strongroom.api", "strongroom.api.port.x", "strongroom.x"})
  void whatIsNoSettingIsNotFound(String name) {
    assertThat(SETTINGS.find(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "strongroom.api.prot, strongroom.api.port",
    "strongroom.region, strongroom.regions",
    "strongroom.keyring.max-size, strongroom.key-ring.maximum-size",
    "strongroom.datasource.user-name, strongroom.datasource.username",
    "strongroom.hsm.pin, strongroom.hsm.pin-file"
  })
  void theNearestIsWhatWasMeant(String name, String meant) {
    assertThat(SETTINGS.nearest(name)).contains(meant);
  }

  @Test
  void nothingIsGuessedForWhatIsNearNothing() {
    assertThat(SETTINGS.nearest("strongroom.certificate.authority.renewal")).isEmpty();
  }

  @Test
  void distanceCountsTheCharactersThatDiffer() {
    assertThat(SettingsCatalogue.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(SettingsCatalogue.distance("", "abc")).isEqualTo(3);
    assertThat(SettingsCatalogue.distance("abc", "abc")).isZero();
  }
}
