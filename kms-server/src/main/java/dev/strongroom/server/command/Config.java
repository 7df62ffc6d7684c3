package dev.strongroom.server.command;

import dev.strongroom.server.StartRules;
import dev.strongroom.server.configuration.EffectiveSetting;
import dev.strongroom.server.configuration.SettingsCatalogue;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.configuration.UnknownSettings;
import dev.strongroom.server.home.HomeOpening;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Shows the settings that a server of this home would start with. */
@Command(
    name = "config",
    description = "Show every strongroom.* setting's value and where it comes from.")
final class Config implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Option(names = "--json", description = "As JSON.")
  boolean json;

  @Mixin SettingsArguments arguments = new SettingsArguments();

  @Override
  public Integer call() {
    SettingsCatalogue catalogue = SettingsCatalogue.read();
    ConfigurableEnvironment environment = arguments.environment(HomeOpening.named());
    UnknownSettings.refuse(environment, catalogue);
    StartRules.check(StrongroomSettings.of(environment));
    List<EffectiveSetting> settings = EffectiveSetting.all(environment, catalogue);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(inJson(settings));
    } else {
      int width = settings.stream().mapToInt(each -> each.name().length()).max().orElse(0);
      settings.forEach(
          each ->
              out.println(
                  ("%-" + width + "s  %-28s  %s")
                      .formatted(each.name(), each.value(), each.source())));
    }
    return ExitCode.OK;
  }

  private static String inJson(List<EffectiveSetting> settings) {
    JsonMapper mapper = JsonMapper.shared();
    ArrayNode array = mapper.createArrayNode();
    for (EffectiveSetting each : settings) {
      array
          .addObject()
          .put("name", each.name())
          .put("value", each.value())
          .put("source", each.source().toString());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array);
  }
}
