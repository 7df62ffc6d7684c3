package dev.strongroom.server;

import dev.strongroom.server.configuration.SettingsCatalogue;
import dev.strongroom.server.configuration.SettingsEnvironment;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.configuration.UnknownSettings;
import dev.strongroom.server.home.AdminSocket;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.PrivateFiles;
import dev.strongroom.server.home.RunningServer;
import dev.strongroom.server.postgres.Database;
import dev.strongroom.server.softhsm.TokenAccess;
import dev.strongroom.server.tls.BootProperties;
import dev.strongroom.server.tls.CertificateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The order of a start below the home's lock: the ports, their certificate, the token's settings,
 * the database, then the application context. What must be there before any bean is, is registered
 * as a bean itself.
 */
public final class ServerContext {
  private final Home home;
  private final CleanStop stop;
  private final Consumer<String> progress;

  private ServerContext(Home home, CleanStop stop, Consumer<String> progress) {
    this.home = home;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Starts a server.
   *
   * @param stop receives each part, to be stopped in reverse order
   * @param progress is told what is done next, where that takes more than a moment
   * @param properties Spring Boot properties as {@code --name=value}
   */
  public static ConfigurableApplicationContext start(
      Home home, CleanStop stop, Consumer<String> progress, String... properties) {
    SettingsEnvironment.name(home);
    ServerContext server = new ServerContext(home, stop, progress);
    SpringApplication application = new SpringApplication(StrongroomServer.class);
    // What the build's bean definitions are named after.
    application.setMainApplicationClass(StrongroomServer.class);
    application.setRegisterShutdownHook(false);
    application.addInitializers(server::prepare);
    return application.run(properties);
  }

  private void prepare(ConfigurableApplicationContext context) {
    UnknownSettings.refuse(context.getEnvironment(), SettingsCatalogue.read());
    StrongroomSettings settings = StrongroomSettings.of(context.getEnvironment());
    StartRules.check(settings);
    Ports.requireFree(settings);
    try {
      CertificateFiles.prepare(home, settings);
      context.getEnvironment().getPropertySources().addFirst(BootProperties.of(home, settings));
      RunningServer.starting(settings.regions().getFirst().name()).write(home);
      stop.add(() -> Files.deleteIfExists(home.server()));
      stop.add(() -> AdminSocket.remove(home));
      var beans = context.getBeanFactory();
      beans.registerSingleton("home", home);
      if (!settings.hsm().isNamed() && Files.notExists(home.softHsm())) {
        progress.accept("Making a token of SoftHSM ...");
      }
      beans.registerSingleton("hsmSettings", TokenAccess.open(home, settings.hsm()));
      if (!settings.datasource().isNamed() && Files.notExists(home.postgresData())) {
        progress.accept("Making a PostgreSQL of the home's own ...");
      }
      Database database = stop.add(Database.open(home, settings.datasource()));
      beans.registerSingleton("databaseAccess", database.access());
      progress.accept("Starting the server ...");
      if (settings.datasource().isNamed()) {
        // So that a reset of this home does not take its keys.
        PrivateFiles.write(home.servedDatabase(), database.access().url() + "\n");
      }
      // Before it has started: its ports open one after the other, and a stop in between has to
      // wait for it and close it, or it would take the database from under calls.
      stop.add(context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be opened", e);
    }
  }
}
