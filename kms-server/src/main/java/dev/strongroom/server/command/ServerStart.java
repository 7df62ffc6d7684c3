package dev.strongroom.server.command;

import dev.strongroom.server.CleanStop;
import dev.strongroom.server.ServerContext;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeLock;
import dev.strongroom.server.home.RunningServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs a server in the foreground, under the home's lock. The stop takes the reverse order of the
 * start, so that the last audit event is committed before the database goes, and the lock is given
 * back at the very end.
 */
final class ServerStart {
  // PostgreSQL's, after a crash; see Postmaster.
  private static final Duration LONGEST_STEP = Duration.ofMinutes(2);

  private final Home home;
  private final PrintWriter terminal;
  private final CleanStop stop = new CleanStop();
  private volatile boolean ready;
  private volatile boolean failed;
  private final CountDownLatch ended = new CountDownLatch(1);

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
      ConfigurableApplicationContext context =
          ServerContext.start(home, stop, this::tell, properties);
      tellReady(context.getBean(StrongroomSettings.class));
      stop.await();
      return ExitCode.OK;
    } catch (Exception e) {
      if (stop.isStopping()) {
        stop.await();
        return ExitCode.OK; // Ctrl-C while it was starting
      }
      failed = true; // and is told by whoever catches it
      stop.run();
      throw e;
    } finally {
      ended.countDown();
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

  /** A start closes what it has in its hands when it next asks for a part to be added. */
  private void awaitEnd() {
    try {
      ended.await(LONGEST_STEP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String line) {
    terminal.println(line);
    terminal.flush();
  }

  /** In the JVM's shutdown: Ctrl-C, SIGTERM, or the end of a start that failed. */
  private void onSignal() {
    if (failed) {
      return;
    }
    tell("Stopping.");
    boolean clean = stop.run();
    if (!ready) {
      awaitEnd();
    }
    tell(clean ? "Stopped." : "Stopped; the log tells what did not go well.");
    if (ready) {
      // Without this the exit code would be that of the signal, and a stop on demand is no failure.
      Runtime.getRuntime().halt(clean ? ExitCode.OK : ExitCode.FAILURE);
    }
  }
}
