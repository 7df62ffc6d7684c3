package dev.strongroom.server;

import dev.strongroom.server.configuration.StrongroomSettings;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The application context: the wiring in {@code server.wiring} and the console's beans. */
@SpringBootApplication(
    scanBasePackages = {"dev.strongroom.server.wiring", "dev.strongroom.console"})
@EnableConfigurationProperties(StrongroomSettings.class)
public class StrongroomServer {

  /** For the build alone, which runs it to write the bean definitions down as code, not beans. */
  public static void main(String[] arguments) {
    SpringApplication.run(StrongroomServer.class, arguments);
  }
}
