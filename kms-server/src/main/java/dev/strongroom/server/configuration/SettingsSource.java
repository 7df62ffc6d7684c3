package dev.strongroom.server.configuration;

import java.util.Locale;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Where a setting can come from, as its operator knows it. */
public enum SettingsSource {
  COMMAND_LINE,
  SYSTEM_PROPERTY,
  ENVIRONMENT,
  FILE,
  DEFAULT;

  /** What a property source of Spring's environment is. */
  static SettingsSource of(PropertySource<?> source) {
    if (source instanceof CommandLinePropertySource) {
      return COMMAND_LINE;
    }
    return switch (source.getName()) {
      case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> SYSTEM_PROPERTY;
      case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME -> ENVIRONMENT;
      default ->
          // The file in the jar repeats defaults for Spring Boot's own settings to refer to.
          source instanceof OriginTrackedMapPropertySource
                  && !source.getName().contains("class path")
              ? FILE
              : DEFAULT;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
