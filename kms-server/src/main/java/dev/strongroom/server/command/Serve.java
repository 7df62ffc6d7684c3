package dev.strongroom.server.command;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeOpening;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the server in the foreground until it is told to stop. */
@Command(name = "serve", description = "Run the server in the foreground.")
final class Serve implements Callable<Integer> {
  private static final int LARGEST_PORT = 65_535;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "API on port N, console on N+1, management on N+2 (default 7770).")
  @Nullable Integer port;

  @Parameters(
      hidden = true,
      description = "Spring Boot properties, as --name=value after a double dash.")
  List<String> properties = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    CommandSpec command = Objects.requireNonNull(spec);
    if (port != null) {
      if (port < 1 || port > LARGEST_PORT - 2) {
        throw new ParameterException(command.commandLine(), "--port is a number from 1 to 65533");
      }
      properties.add("--strongroom.api.port=" + port);
      properties.add("--strongroom.console.port=" + (port + 1));
      properties.add("--strongroom.management.port=" + (port + 2));
    }
    var terminal = command.commandLine().getOut();
    Home home = HomeOpening.open(HomeOpening.named(), terminal::println);
    return new ServerStart(home, terminal).run(properties.toArray(String[]::new));
  }
}
