package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A misspelt or impossible setting refuses the start, before anything has been made. */
@Tag("slow")
class SettingsTest {
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createTempDirectory("strongroom-settings-");
  }

  @AfterEach
  void deleteHome() {
    TestDatabase.delete(home);
  }

  private void refuses(List<String> properties, Map<String, String> environment, String... texts) {
    assertThatThrownBy(() -> ServerProcess.start(home, properties, environment))
        .hasMessageContaining("the server ended")
        .hasMessageContainingAll(texts)
        .hasMessageNotContaining("\tat ");
  }

  @Test
  void aMisspeltPropertyIsToldWithTheNearestOne() {
    refuses(
        List.of("--strongroom.edge.maximum-conections=7"),
        Map.of(),
        "There is no setting strongroom.edge.maximum-conections (command line).",
        "Did you mean strongroom.edge.maximum-connections?");
  }

  @Test
  void aMisspeltVariableIsToldWithTheNearestOne() {
    refuses(
        List.of(),
        Map.of("STRONGROOM_HSM_PIN_FIEL", "/nowhere"),
        "There is no setting STRONGROOM_HSM_PIN_FIEL (environment).",
        "Did you mean STRONGROOM_HSM_PIN_FILE?");
  }

  @Test
  void aMisspeltLineOfTheHomesFileIsTold() throws IOException {
    Files.writeString(home.resolve("application.yaml"), "strongroom:\n  throttel:\n    burst: 3\n");
    refuses(
        List.of(),
        Map.of(),
        "There is no setting strongroom.throttel.burst ("
            + home.resolve("application.yaml")
            + ", line 3).",
        "Did you mean strongroom.throttle.burst?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--strongroom.edge.idle-timeout=soon | 'soon' of strongroom.edge.idle-timeout | a time such",
        "--strongroom.mode=careful | 'careful' of strongroom.mode | one of development, production",
        "--strongroom.edge.maximum-body=big | 'big' of strongroom.edge.maximum-body | a size such as",
        "--strongroom.key-ring.without-hsm=0s | strongroom.key-ring.without-hsm is at least | docs/",
        "--strongroom.edge.maximum-per-address=0 | strongroom.edge.maximum-per-address is | docs/",
        "--strongroom.throttle.burst=many | 'many' of strongroom.throttle.burst | a whole number",
        "--strongroom.regions=Nowhere! | strongroom.regions | the name of a region"
      })
  void anImpossibleValueIsToldWithWhatIsPossible(String property, String cause, String remedy) {
    refuses(List.of(property), Map.of(), cause, remedy);
  }

  @Test
  void aFileThatCannotBeReadIsToldWithoutItsContent() throws IOException {
    Files.writeString(
        home.resolve("application.yaml"), "strongroom:\n  datasource: {password: hunter2\n  x");
    refuses(
        List.of(),
        Map.of(),
        "The file " + home.resolve("application.yaml") + ", line 3, cannot be read as YAML.");
    assertNoSecret();
  }

  private void assertNoSecret() {
    Path log = home.resolve("logs/strongroom.log");
    assertThat(Files.exists(log) ? contentOf(log.toFile()) : "").doesNotContain("hunter2");
  }
}
