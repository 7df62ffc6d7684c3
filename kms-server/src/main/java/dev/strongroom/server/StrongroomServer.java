package dev.strongroom.server;

import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.postgres.DatabaseAccess;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The application context of the server. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@EnableConfigurationProperties(StrongroomSettings.class)
public class StrongroomServer {

  /** The operations' connections. */
  @Bean
  DataSource dataSource(DatabaseAccess access) {
    return DataSourceBuilder.create()
        .url(access.url())
        .username(access.application().user())
        .password(access.application().password())
        .build();
  }
}
