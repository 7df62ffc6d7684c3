package dev.strongroom.server.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which release this is. */
@Command(name = "version", description = "Print the version.")
final class Version implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Properties build = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("/META-INF/build-info.properties")) {
      build.load(Objects.requireNonNull(file, "META-INF/build-info.properties"));
    }
    Objects.requireNonNull(spec)
        .commandLine()
        .getOut()
        .println(
            "strongroom %s (PostgreSQL %s, Java %s)"
                .formatted(
                    build.getProperty("build.version"),
                    build.getProperty("build.postgres"),
                    Runtime.version()));
    return ExitCode.OK;
  }
}
