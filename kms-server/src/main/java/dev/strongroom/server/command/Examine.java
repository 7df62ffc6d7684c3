package dev.strongroom.server.command;

import dev.strongroom.server.doctor.Doctor;
import dev.strongroom.server.doctor.Finding;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeOpening;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Says what is in order and what is not. */
@Command(name = "doctor", description = "Check what a server needs, and say what to mend.")
final class Examine implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Option(names = "--json", description = "As JSON.")
  boolean json;

  @Mixin SettingsArguments arguments = new SettingsArguments();

  @Override
  public Integer call() {
    // Libraries would log to where the findings go.
    LoggingSystem.get(getClass().getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
    arguments.all();
    Home home = HomeOpening.named();
    List<Finding> findings = Doctor.examine(home, () -> arguments.environment(home));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(inJson(findings));
    } else {
      findings.forEach(each -> print(out, each));
    }
    boolean failed = findings.stream().anyMatch(each -> each.outcome() == Finding.Outcome.FAILED);
    return failed ? ExitCode.FAILURE : ExitCode.OK;
  }

  private static void print(PrintWriter out, Finding finding) {
    String outcome =
        switch (finding.outcome()) {
          case OK -> "ok";
          case WARNING -> "warning";
          case FAILED -> "FAILED";
        };
    out.println("%-8s %-15s %s".formatted(outcome, finding.subject(), finding.says()));
    if (!finding.remedy().isEmpty()) {
      out.println(" ".repeat(25) + finding.remedy());
    }
  }

  private static String inJson(List<Finding> findings) {
    JsonMapper mapper = JsonMapper.shared();
    ArrayNode array = mapper.createArrayNode();
    for (Finding each : findings) {
      array
          .addObject()
          .put("subject", each.subject())
          .put("outcome", each.outcome().name().toLowerCase(java.util.Locale.ROOT))
          .put("says", each.says())
          .put("remedy", each.remedy());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array);
  }
}
