package dev.strongroom.server.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of the jar. The launcher's own (up, down, env, logs, test) are in the script. */
@Command(
    name = "strongroom",
    description = "A key management service that answers the AWS KMS protocol.",
    mixinStandardHelpOptions = false,
    subcommands = {
      Serve.class,
      Config.class,
      Examine.class,
      Status.class,
      Account.class,
      Reset.class,
      Version.class,
      CommandLine.HelpCommand.class
    })
public final class StrongroomCommand {
  private StrongroomCommand() {}

  /**
   * Runs a command line to its end.
   *
   * @return the exit code: 0 ok, 1 failure, 2 usage, 3 not running
   */
  public static int run(String[] arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new StrongroomCommand())
        .setExecutionExceptionHandler(new CommandFailures())
        .setParameterExceptionHandler(new UsageErrors())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }
}
