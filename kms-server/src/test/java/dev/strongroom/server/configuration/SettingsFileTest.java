package dev.strongroom.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.failure.StartFailures;
import dev.strongroom.server.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.ConfigurableEnvironment;

/** What is wrong in the home's {@code application.yaml} is told with its file and line. */
class SettingsFileTest {
  @TempDir Path directory;

  private StartFailure refused(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("application.yaml"), text);
    try {
      ConfigurableEnvironment environment = SettingsEnvironment.of(new Home(directory));
      UnknownSettings.refuse(environment, SettingsCatalogue.read());
      StrongroomSettings.of(environment);
    } catch (RuntimeException e) {
      StartFailure failure = StartFailures.explain(e, "/the/log");
      assertThat(failure.cause()).contains(file + ", line 3").doesNotContain("hunter2");
      return failure;
    }
    throw new AssertionError("not refused: " + text);
  }

  @Test
  void whatIsNoYaml() throws Exception {
    assertThat(refused("strongroom:\n  hsm: {}\n   mode: hunter2\n").cause())
        .contains("cannot be read as YAML");
  }

  @Test
  void aNameThatIsNoSettings() throws Exception {
    assertThat(refused("strongroom:\n  api:\n    prot: 1\n").cause())
        .startsWith("There is no setting strongroom.api.prot");
  }

  @Test
  void aValueThatCannotBe() throws Exception {
    assertThat(refused("strongroom:\n  api:\n    port: x\n").cause())
        .startsWith("The value 'x' of strongroom.api.port in ");
  }
}
