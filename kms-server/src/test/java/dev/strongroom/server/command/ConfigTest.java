package dev.strongroom.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line =
        StrongroomCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @Test
  void everyValueIsShownWithItsSourceAndSecretsAreMasked() {
    int code =
        run(
            "config",
            "--",
            "--strongroom.datasource.password=hunter2",
            "--strongroom.datasource.url=jdbc:postgresql://db/x?password=hunter3&ssl=true",
            "--strongroom.regions=eu-central-1,eu-west-1",
            "--strongroom.throttle.rates.CreateKey=20");
    assertThat(code).isZero();
    assertThat(out.toString())
        .doesNotContain("hunter2", "hunter3")
        .containsPattern("strongroom.datasource.password +\\*{6} +command line")
        .containsPattern("strongroom.regions +eu-central-1,eu-west-1 +command line")
        .containsPattern("strongroom.throttle.rates.* +20 +command line")
        .containsPattern("strongroom.console.port +7771 +default");
  }

  @Test
  void jsonHasTheSame() {
    assertThat(run("config", "--json", "--", "--strongroom.api.port=1234")).isZero();
    JsonNode settings = JsonMapper.shared().readTree(out.toString());
    assertThat(settings)
        .anySatisfy(
            one -> {
              assertThat(one.path("name").asString()).isEqualTo("strongroom.api.port");
              assertThat(one.path("value").asString()).isEqualTo("1234");
              assertThat(one.path("source").asString()).isEqualTo("command line");
            });
  }

  @Test
  void anUnknownSettingIsToldHereToo() {
    assertThat(run("config", "--", "--strongroom.api.prot=1")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("strongroom.api.prot", "Did you mean strongroom.api.port?");
  }

  @Test
  void whatIsNoSettingIsAUsageError() {
    assertThat(run("config", "--", "strongroom.api.port=1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--name=value");
    assertThat(run("config", "--port", "70000")).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "config --foo, config does not know '--foo'., config",
    "doctor --js, doctor does not know '--js'., doctor",
    "doctor --\u0007x, doctor does not know '--\\u0007x'., doctor",
    "serve --prot 1, up does not know '--prot'., up",
    "serve settings, 'A setting is written --name=value, not ''settings''.', up"
  })
  void usageErrorsAreTheLaunchers(String line, String problem, String help) {
    assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .containsExactly("strongroom: " + problem, "  See ./strongroom help " + help + ".");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aValueThatAStartWouldRefuseIsTold() {
    assertThat(run("config", "--", "--strongroom.throttle.burst=-3")).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("at least 1 call");
  }

  @Test
  void portStandsForThree() {
    assertThat(run("config", "--port", "7900")).isZero();
    assertThat(out.toString()).containsPattern("strongroom.management.port +7902");
  }
}
