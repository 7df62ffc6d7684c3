package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Starts that would lose keys, or open them in the wrong place, are refused; the right pair starts
 * again.
 */
@Tag("slow")
class StartRefusalTest {
  private static final SdkBytes PLAINTEXT = SdkBytes.fromUtf8String("x");

  @Test
  void aDatabaseStartsOnlyWithItsOwnTokenAndPin() throws Exception {
    Path mine = Files.createTempDirectory("strongroom-pair-");
    Path other = Files.createTempDirectory("strongroom-other-");
    ServerProcess.start(other, List.of(), Map.of()).close();
    ServerProcess server = ServerProcess.start(mine, List.of(), Map.of());
    try {
      Home home = new Home(mine.toRealPath());
      FrontDoor.TestAccount account =
          TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home));
      String key = account.kms().createKey().keyMetadata().keyId();
      SdkBytes blob =
          account.kms().encrypt(r -> r.keyId(key).plaintext(PLAINTEXT)).ciphertextBlob();
      server.close();

      Path tokenAside = mine.resolve("token-aside");
      Path pinsAside = mine.resolve("pins-aside");
      Files.move(home.softHsm(), tokenAside);
      Files.move(home.pins(), pinsAside);
      refuses(server, "has root keys, and the token is empty");

      removeToken(home);
      Home strange = new Home(other.toRealPath());
      Files.move(strange.softHsm(), home.softHsm());
      Files.move(strange.pins(), home.pins());
      refuses(server, "The token belongs to deployment");

      removeToken(home);
      Files.move(tokenAside, home.softHsm());
      Files.move(pinsAside, home.pins());
      Path pin = home.pins().resolve("user");
      String right = Files.readString(pin);
      Files.writeString(pin, "not-the-pin\n");
      refuses(server, "PIN");
      refuses(server, "PIN");
      Files.writeString(pin, right);

      server.restart();
      KmsClient kms = account.at(server.endpoint()).kms();
      assertThat(kms.decrypt(r -> r.ciphertextBlob(blob)).plaintext()).isEqualTo(PLAINTEXT);
    } finally {
      server.close();
      TestDatabase.delete(mine);
      TestDatabase.delete(other);
    }
  }

  private static void refuses(ServerProcess server, String cause) {
    assertThatThrownBy(server::restart)
        .hasMessageContaining("the server ended")
        .hasMessageContaining(cause)
        .hasMessageNotContaining("\tat ");
  }

  private static void removeToken(Home home) throws IOException {
    TestDatabase.delete(home.softHsm());
    TestDatabase.delete(home.pins());
  }
}
