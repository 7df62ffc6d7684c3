package dev.strongroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class UsageTest {
  private final StringWriter err = new StringWriter();

  private int run(String line) {
    return Bench.commandLine().setErr(new PrintWriter(err, true)).execute(line.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--operation Encrypt                  | bench does not know '--operation'.",
        "--operations Foo                     | --operations does not know 'Foo'; it knows Encrypt",
        "--accounts 2 --keys 1                | 2 accounts need at least as many --keys.",
        "--keys x                             | Invalid value for option '--keys'",
        "--seconds 0                          | --seconds is at least 1, not 0.",
        "--connections 1,0                    | --connections is at least 1, not 0.",
        "--out /no/such/folder/r.json         | The folder /no/such/folder of --out does not exist.",
        "--compare /no/such/file              | The file /no/such/file of --compare cannot be read",
        "--endpoint 127.0.0.1                 | --endpoint is a URL such as",
        "--endpoint http://127.0.0.1:1 --accounts 2 | --accounts is for the bench's own server"
      })
  void aWrongCommandLineIsRefusedAtTheBeginning(String line, String cause) {
    assertThat(run(line)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(err.toString()).startsWith("strongroom: " + cause).contains("help bench");
  }

  @Test
  void anEndpointThatDoesNotAnswerIsAFailure() throws Exception {
    int port;
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = held.getLocalPort();
    }
    URI endpoint = URI.create("http://127.0.0.1:" + port);
    CommandLine line = Bench.commandLine().setErr(new PrintWriter(err, true));
    try {
      Usage.requireAnswer(Target.of(endpoint, Optional.empty()));
    } catch (IllegalStateException e) {
      assertThat(Usage.tellFailure(e, line, line.parseArgs()))
          .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    }
    assertThat(err.toString())
        .startsWith("strongroom: Nothing can be reached at " + endpoint)
        .doesNotContain("\tat ");
  }
}
