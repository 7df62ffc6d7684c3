package dev.strongroom.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command line must be, looked at before minutes are spent on it, and how mistakes are told:
 * as the launcher tells its own.
 */
final class Usage {
  private static final List<String> OF_THE_OWN_SERVER =
      List.of("--accounts", "--small-cache", "--more-keys");

  private final CommandLine line;

  Usage(CommandLine line) {
    this.line = line;
  }

  /**
   * @throws ParameterException with the first thing that is wrong
   */
  void check(Bench bench) {
    requireLeast("--accounts", 1, bench.accounts);
    requireLeast("--keys", 1, bench.keys);
    requireLeast("--seconds", 1, bench.seconds);
    requireLeast("--warm-up", 0, bench.warmUp);
    Arrays.stream(bench.connections).forEach(each -> requireLeast("--connections", 1, each));
    Arrays.stream(bench.operations).forEach(this::requireOperation);
    if (bench.endpoint != null) {
      requireEndpoint(bench.endpoint);
    } else if (bench.keys < bench.accounts) {
      throw wrong("%d accounts need at least as many --keys.", bench.accounts);
    }
    Path parent = bench.out == null ? null : bench.out.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw wrong("The folder %s of --out does not exist.", parent);
    }
  }

  /** The result to compare with, if one is named. */
  Optional<Report> earlier(@Nullable Path file) {
    if (file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonMapper.shared().readValue(file, Report.class));
    } catch (JacksonException e) {
      throw wrong("The file %s of --compare cannot be read, or holds no result.", file);
    }
  }

  private void requireLeast(String option, int least, int value) {
    if (value < least) {
      throw wrong("%s is at least %d, not %d.", option, least, value);
    }
  }

  private void requireOperation(String name) {
    if (Workload.named(name).findAny().isEmpty()) {
      throw wrong(
          "--operations does not know '%s'; it knows %s.",
          name, String.join(", ", Workload.operations()));
    }
  }

  private void requireEndpoint(URI endpoint) {
    ParseResult given = line.getParseResult();
    for (String option : OF_THE_OWN_SERVER) {
      if (given.hasMatchedOption(option)) {
        throw wrong("%s is for the bench's own server and does not go with --endpoint.", option);
      }
    }
    String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    if (!List.of("http", "https").contains(scheme) || endpoint.getHost() == null) {
      throw wrong("--endpoint is a URL such as http://127.0.0.1:7770, not '%s'.", endpoint);
    }
  }

  ParameterException wrong(String format, Object... values) {
    return new ParameterException(line, format.formatted(values));
  }

  static int tellMistake(ParameterException mistake, String... arguments) {
    String problem =
        mistake instanceof UnmatchedArgumentException unmatched
            ? "bench does not know '" + unmatched.getUnmatched().getFirst() + "'."
            : String.valueOf(mistake.getMessage());
    PrintWriter terminal = mistake.getCommandLine().getErr();
    terminal.println("strongroom: " + problem);
    terminal.println("  See ./strongroom help bench.");
    return CommandLine.ExitCode.USAGE;
  }

  static int tellFailure(Exception failure, CommandLine line, ParseResult arguments) {
    PrintWriter terminal = line.getErr();
    terminal.println("strongroom: " + textOf(failure));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      terminal.println("  " + textOf(cause));
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String textOf(Throwable thrown) {
    return Objects.requireNonNullElse(thrown.getMessage(), thrown.getClass().getSimpleName());
  }

  /**
   * @throws IllegalStateException when nothing listens there
   */
  static void requireAnswer(Target target) {
    try (Link connected = target.connect()) {
      connected.channel();
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("Nothing can be reached at " + target.endpoint() + ".", e);
    }
  }
}
