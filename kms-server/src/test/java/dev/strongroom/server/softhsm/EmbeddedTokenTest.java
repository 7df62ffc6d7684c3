package dev.strongroom.server.softhsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedTokenTest {
  @TempDir Path directory;
  private final List<String> made = new ArrayList<>();

  private final TokenInitialiser module =
      new TokenInitialiser() {
        @Override
        public boolean exists(String label) {
          return made.contains(label);
        }

        @Override
        public void initialise(String label, Path securityOfficerPin, Path userPin) {
          assertThat(securityOfficerPin).content().matches("[A-Za-z0-9_-]{43}");
          assertThat(userPin).content().matches("[A-Za-z0-9_-]{43}");
          made.add(label);
        }
      };

  @Test
  void isMadeOnceWithRandomPins() throws Exception {
    EmbeddedToken token = token();
    token.prepare(module);
    String pin = Files.readString(token.userPin());
    token.prepare(module);
    assertThat(made).containsExactly("strongroom");
    assertThat(token.userPin()).hasContent(pin);
    assertThat(token.securityOfficerPin()).content().isNotEqualTo(pin);
  }

  @Test
  void isNeverMadeAgainOverOneWhosePinIsLost() throws Exception {
    token().prepare(module);
    Files.delete(token().userPin());
    assertThatThrownBy(() -> token().prepare(module)).isInstanceOf(StartFailure.class);
    assertThat(made).hasSize(1);
  }

  private EmbeddedToken token() {
    return new EmbeddedToken(new Home(directory.toAbsolutePath()));
  }
}
