package dev.strongroom.server.command;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeOpening;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server in the foreground until it is told to stop. */
@Command(name = Serve.NAME, description = "Run the server in the foreground.")
final class Serve implements Callable<Integer> {
  static final String NAME = "serve";

  /** The launcher builds and prepares before it comes here, so it has another name. */
  static final String IN_LAUNCHER = "up";

  @Spec @Nullable CommandSpec spec;

  @Mixin SettingsArguments arguments = new SettingsArguments();

  @Override
  public Integer call() throws Exception {
    String[] properties = arguments.all();
    var terminal = Objects.requireNonNull(spec).commandLine().getOut();
    Home home = HomeOpening.open(HomeOpening.named(), terminal::println);
    return new ServerStart(home, terminal).run(properties);
  }
}
