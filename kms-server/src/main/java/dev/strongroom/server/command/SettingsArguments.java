package dev.strongroom.server.command;

import dev.strongroom.server.configuration.SettingsEnvironment;
import dev.strongroom.server.home.Home;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands that look at settings take. */
final class SettingsArguments {
  @Option(names = "--json", description = "As JSON.")
  boolean json;

  @Parameters(hidden = true, description = "Settings as --name=value after a double dash.")
  List<String> properties = new ArrayList<>();

  /** The settings as a server of the home would see them. */
  ConfigurableEnvironment environment(Home home) {
    return SettingsEnvironment.of(home, properties.toArray(String[]::new));
  }
}
