package dev.strongroom.server;

import dev.strongroom.server.configuration.StrongroomSettings;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The application context: the wiring in {@code server.wiring} and the console's beans. */
@SpringBootApplication(
    scanBasePackages = {"dev.strongroom.server.wiring", "dev.strongroom.console"})
@EnableConfigurationProperties(StrongroomSettings.class)
public class StrongroomServer {}
