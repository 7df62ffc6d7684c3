package dev.strongroom.server.command;

import dev.strongroom.server.StrongroomServer;
import dev.strongroom.server.configuration.Mode;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.home.AdminSocket;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeLock;
import dev.strongroom.server.home.RunningServer;
import dev.strongroom.server.postgres.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The order of a start: the home's lock, the ports, the database, then the application context. The
 * stop takes the reverse order, so that the last audit event is committed before the database goes,
 * and the lock is given back at the very end.
 */
final class ServerStart {
  private final Home home;
  private final PrintWriter terminal;
  private final CleanStop stop = new CleanStop();
  private volatile boolean ready;

  ServerStart(Home home, PrintWriter terminal) {
    this.home = home;
    this.terminal = terminal;
  }

  /**
   * Starts, and returns when the server was stopped.
   *
   * @param properties Spring Boot properties as {@code --name=value}
   */
  int run(String[] properties) throws Exception {
    System.setProperty("strongroom.home", home.directory().toString());
    Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "stop"));
    try {
      stop.add(HomeLock.take(home));
      ConfigurableApplicationContext context = startContext(properties);
      tellReady(context.getBean(StrongroomSettings.class));
      stop.await();
      return ExitCode.OK;
    } catch (Exception e) {
      if (stop.isStopping()) {
        stop.await();
        return ExitCode.OK; // Ctrl-C while it was starting
      }
      stop.run();
      throw e;
    }
  }

  /**
   * Starts the application context over the database. Whatever else must be there before the beans
   * are (the token, say) belongs into {@link #prepare}.
   */
  private ConfigurableApplicationContext startContext(String[] properties) {
    SpringApplication application = new SpringApplication(StrongroomServer.class);
    application.setRegisterShutdownHook(false);
    application.addInitializers(this::prepare);
    return stop.add(application.run(properties));
  }

  /** Runs when the settings are known and before any bean is made. */
  private void prepare(ConfigurableApplicationContext context) {
    StrongroomSettings settings =
        Binder.get(context.getEnvironment()).bindOrCreate("strongroom", StrongroomSettings.class);
    Ports.requireFree(settings);
    if (settings.mode() == Mode.PRODUCTION && !settings.datasource().isNamed()) {
      throw new StartFailure(
          "Production mode does not run on the embedded database.",
          "Name a PostgreSQL server in strongroom.datasource.url.");
    }
    try {
      RunningServer.starting(settings.regions().getFirst().name()).write(home);
      stop.add(() -> Files.deleteIfExists(home.server()));
      stop.add(() -> AdminSocket.remove(home));
      Database database = stop.add(Database.open(home, settings.datasource()));
      context.getBeanFactory().registerSingleton("home", home);
      context.getBeanFactory().registerSingleton("databaseAccess", database.access());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be opened", e);
    }
  }

  private void tellReady(StrongroomSettings settings) throws IOException {
    RunningServer server =
        RunningServer.starting(settings.regions().getFirst().name())
            .ready(
                "http://" + settings.api().address() + ":" + settings.api().port(),
                "http://"
                    + settings.console().address()
                    + ":"
                    + settings.console().port()
                    + "/console");
    server.write(home);
    ready = true;
    ReadyMessage.print(terminal, home, server);
  }

  /** In the JVM's shutdown: Ctrl-C, SIGTERM, or the end of a start that failed. */
  private void onSignal() {
    if (ready) {
      terminal.println("Stopping.");
      terminal.flush();
    }
    boolean clean = stop.run();
    if (ready) {
      terminal.println(clean ? "Stopped." : "Stopped; the log tells what did not go well.");
      terminal.flush();
      // Without this the exit code would be that of the signal, and a stop on demand is no failure.
      Runtime.getRuntime().halt(clean ? ExitCode.OK : ExitCode.FAILURE);
    }
  }
}
