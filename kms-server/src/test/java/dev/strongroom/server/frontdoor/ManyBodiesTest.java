package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.malformed.RawConnection;
import dev.strongroom.server.malformed.RawRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As many large bodies that never end as the connection limits allow, at a server of 512 MB. */
@Tag("slow")
class ManyBodiesTest {
  private static final int FROM_ONE_ADDRESS = 950;
  private static final int ADDRESSES = 2;
  private static final int LARGE = 255 * 1024;

  @Test
  void bodiesThatNeverEndDoNotExhaustTheMemory() throws Exception {
    Path directory = Files.createTempDirectory("strongroom-bodies-");
    List<RawConnection> open = new ArrayList<>();
    try (ServerProcess server = ServerProcess.start(directory, List.of(), Map.of())) {
      Home home = new Home(directory.toRealPath());
      var account = TestAccounts.create(home, server.endpoint(), TestDatabase.superuser(home));
      RawRequest unfinished = RawRequest.kms(account, "ListKeys", "x".repeat(LARGE));
      unfinished.length = Integer.toString(LARGE + 1);
      byte[] bytes = unfinished.bytes();
      for (int i = 0; i < ADDRESSES * FROM_ONE_ADDRESS; i++) {
        open.add(
            sent(RawConnection.from("127.0.0." + (1 + i % ADDRESSES), server.endpoint()), bytes));
      }
      try (RawConnection other = RawConnection.from("127.0.0.9", server.endpoint())) {
        byte[] call = RawRequest.kms(account, "ListKeys", "{}").bytes();
        assertThat(other.send(call).answer().status()).isEqualTo(200);
      }
      for (RawConnection connection : open) {
        connection.close();
      }
      // What they took is given back.
      FrontDoor.await(() -> assertThat(statusOfALargeCall(account)).isEqualTo(200));
    }
    TestDatabase.delete(directory);
  }

  private static RawConnection sent(RawConnection connection, byte[] bytes) {
    try {
      return connection.send(bytes);
    } catch (IOException refusedEarly) {
      return connection;
    }
  }

  private static int statusOfALargeCall(FrontDoor.TestAccount account) {
    String padded = "{\"Padding\":\"" + "x".repeat(LARGE - 20) + "\"}";
    return RawConnection.call(account.endpoint(), RawRequest.kms(account, "ListKeys", padded))
        .status();
  }
}
