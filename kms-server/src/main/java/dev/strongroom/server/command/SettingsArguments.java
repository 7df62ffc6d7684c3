package dev.strongroom.server.command;

import dev.strongroom.server.configuration.SettingsEnvironment;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.home.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How a command line gives settings: the commands that start a server, or look at how it would. */
final class SettingsArguments {
  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "API on port N, console on N+1, management on N+2 (default 7770).")
  @Nullable Integer port;

  @Option(names = "--tls", description = "TLS, with a certificate of a local authority.")
  boolean tls;

  @Parameters(hidden = true, description = "Settings as --name=value after a double dash.")
  List<String> properties = new ArrayList<>();

  /**
   * All as {@code --name=value}.
   *
   * @throws ParameterException for what is no setting: Spring Boot would pass over it silently
   */
  String[] all() {
    List<String> all = new ArrayList<>();
    for (String property : properties) {
      if (!property.startsWith("--") || property.indexOf('=') < 0) {
        throw wrong("A setting is written --name=value, not '" + property + "'.");
      }
      all.add(property);
    }
    if (port != null) {
      if (port < 1 || port > StrongroomSettings.LARGEST_PORT - 2) {
        throw wrong("--port is a number from 1 to 65533.");
      }
      all.add("--strongroom.api.port=" + port);
      all.add("--strongroom.console.port=" + (port + 1));
      all.add("--strongroom.management.port=" + (port + 2));
    }
    if (tls) {
      all.add("--strongroom.tls.local-ca=true");
    }
    return all.toArray(String[]::new);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
  }

  /** The settings as a server of the home would see them. */
  ConfigurableEnvironment environment(Home home) {
    return SettingsEnvironment.of(home, all());
  }
}
