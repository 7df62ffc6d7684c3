package dev.strongroom.server.command;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.failure.StartFailures;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeOpening;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells the operator one cause and one remedy; the trace goes to the log file of the home. */
final class CommandFailures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine command, ParseResult arguments) {
    PrintWriter terminal = command.getErr();
    if (thrown instanceof NotRunning) {
      terminal.println("strongroom: " + thrown.getMessage());
      return ExitCode.NOT_RUNNING;
    }
    if (thrown instanceof Refused refused) {
      terminal.println("strongroom: " + refused.reason());
      return ExitCode.FAILURE;
    }
    Home home = HomeOpening.named();
    StartFailure failure = StartFailures.explain(thrown, home.serverLog().toString());
    terminal.println("strongroom: " + failure.cause());
    terminal.println("  " + failure.remedy());
    if (!StartFailures.mayQuoteSettings(thrown)) {
      log(home, thrown, terminal);
    }
    return ExitCode.FAILURE;
  }

  private static void log(Home home, Throwable thrown, PrintWriter terminal) {
    if (!Files.isDirectory(home.logs())) {
      return; // the home could not even be opened, which the cause has said
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    try {
      Files.writeString(
          home.serverLog(),
          Instant.now() + " ERROR " + trace,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      terminal.println("  (The log " + home.serverLog() + " cannot be written.)");
    }
  }
}
