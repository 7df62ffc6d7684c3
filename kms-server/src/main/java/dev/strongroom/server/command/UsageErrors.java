package dev.strongroom.server.command;

import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells what is wrong with a command line as the launcher does, whose help it points at: people do
 * not call the jar.
 */
final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter terminal = command.getErr();
    String name = inLauncher(command);
    String problem =
        wrong instanceof UnmatchedArgumentException unknown
            ? name + " does not know '" + unknown.getUnmatched().getFirst() + "'."
            : Objects.requireNonNullElse(wrong.getMessage(), "The command line is wrong.");
    terminal.println("strongroom: " + Printable.of(problem));
    terminal.println("  See ./strongroom help " + name + ".");
    return ExitCode.USAGE;
  }

  /** The launcher's name of the command, or of the one whose subcommand it is. */
  private static String inLauncher(CommandLine command) {
    CommandLine outermost = command;
    while (outermost.getParent() != null && outermost.getParent().getParent() != null) {
      outermost = outermost.getParent();
    }
    String name = outermost.getCommandName();
    return name.equals(Serve.NAME) ? Serve.IN_LAUNCHER : name;
  }
}
