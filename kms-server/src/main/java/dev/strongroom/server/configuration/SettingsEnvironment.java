package dev.strongroom.server.configuration;

import dev.strongroom.server.home.Home;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The settings as a server of a home would see them, without starting one. */
public final class SettingsEnvironment {
  private static final String HOME = "strongroom.home";
  private static final String FILES = "spring.config.additional-location";

  private SettingsEnvironment() {}

  /**
   * Names the home, and the operator's {@code application.yaml} in it, to Spring Boot. A place that
   * the operator names for it stays.
   */
  public static void name(Home home) {
    System.setProperty(HOME, home.directory().toString());
    if (System.getenv("SPRING_CONFIG_ADDITIONAL_LOCATION") == null) {
      System.setProperty(FILES, "optional:file:" + home.directory() + "/");
    }
  }

  /**
   * @param properties as {@code --name=value}
   */
  public static ConfigurableEnvironment of(Home home, String... properties) {
    name(home);
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(properties));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    return environment;
  }
}
