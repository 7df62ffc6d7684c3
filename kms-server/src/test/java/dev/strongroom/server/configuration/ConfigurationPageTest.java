package dev.strongroom.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void thePageIsThatOfTheSettings() throws Exception {
    String page = ConfigurationPage.of(SettingsCatalogue.read());
    if (Boolean.getBoolean("test.write-docs")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/configuration.md is to be made again: CONTRIBUTING.md says how")
        .isEqualTo(page);
  }

  @Test
  void everySettingIsDescribed() {
    assertThat(SettingsCatalogue.read().all())
        .hasSizeGreaterThan(20)
        .allSatisfy(setting -> assertThat(setting.description()).as(setting.name()).isNotEmpty());
  }
}
