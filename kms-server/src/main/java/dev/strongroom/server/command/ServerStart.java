package dev.strongroom.server.command;

import dev.strongroom.server.CleanStop;
import dev.strongroom.server.ServerContext;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeLock;
import dev.strongroom.server.home.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs a server in the foreground, under the home's lock. The stop takes the reverse order of the
 * start, so that the last audit event is committed before the database goes, and the lock is given
 * back at the very end.
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
    Runtime.getRuntime().addShutdownHook(new Thread(this::onSignal, "stop"));
    try {
      stop.add(HomeLock.take(home));
      ConfigurableApplicationContext context = ServerContext.start(home, stop, properties);
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

  private void tellReady(StrongroomSettings settings) throws IOException {
    RunningServer server =
        RunningServer.starting(settings.regions().getFirst().name())
            .ready(
                settings.apiUrl(),
                settings.consoleUrl(),
                settings.tls().localCa()
                    ? Optional.of(home.tlsAuthority().toString())
                    : Optional.empty());
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
