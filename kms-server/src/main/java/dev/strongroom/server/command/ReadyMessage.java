package dev.strongroom.server.command;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.RunningServer;
import java.io.PrintWriter;

/** What {@code up} says once the server answers. */
final class ReadyMessage {
  private static final String HOME = "STRONGROOM_HOME";

  private ReadyMessage() {}

  static void print(PrintWriter terminal, Home home, RunningServer server) {
    terminal.print(
        """

        Strongroom is ready.

          API          %s
          Console      %s
          Credentials  %s
        %s
        """
            .formatted(
                server.endpoint().orElse("-"),
                server.console().orElse("-"),
                home.credentials(),
                server.authority().map(file -> "  Authority    " + file + "\n").orElse("")));
    if (server.endpoint().isPresent()) {
      terminal.print(
          """
          Try it in another shell:

          %s  eval "$(./strongroom env)"
            aws kms create-key --description "my first key"
            aws kms list-keys

          """
              .formatted(
                  System.getenv(HOME) == null
                      ? ""
                      : "  export " + HOME + "='" + home.directory() + "'\n"));
    }
    if (server.authority().isPresent()) {
      terminal.print(
          """
          Trust its certificate authority where you use it: env sets AWS_CA_BUNDLE, which the AWS
          CLI and boto3 heed; the README's section on TLS has it for other clients.

          """);
    }
    terminal.print("Ctrl-C stops it; keys and data stay in " + home.directory() + ".\n\n");
    terminal.flush();
  }
}
