package dev.strongroom.server.configuration;

import dev.strongroom.api.edge.TlsCredentials.ClientCertificates;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes docs/configuration.md out of the settings' metadata. */
final class ConfigurationPage {
  private static final String HEAD =
      """
      # Settings

      Every setting is a property `strongroom.*`. It can be given, in this order of precedence,

      1. after a double dash: `./strongroom up -- --strongroom.regions=us-east-1,eu-central-1`,
      2. as an environment variable of the name in the table,
      3. in an `application.yaml` of the home or of the working directory.

      `./strongroom config` shows every value in force and where it comes from. A name that is none of these refuses the start.
      Settings of Spring Boot, such as `logging.*` of which the README tells, can be given in the same ways; `config` does not show them,
      and their names are not checked.
      Times are written like `20s`, `5m` or `250ms`, sizes like `16KB` or `64MB`; several values are separated by commas.
      (This page is made from the source: see CONTRIBUTING.md.)
      """;

  private static final Map<String, String> TITLES = titles();

  private ConfigurationPage() {}

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("strongroom", "The server");
    titles.put("strongroom.api", "The API's port");
    titles.put("strongroom.console", "The console's port");
    titles.put("strongroom.management", "The management port: health and metrics");
    titles.put("strongroom.tls", "TLS of the ports");
    titles.put("strongroom.datasource", "A PostgreSQL server, instead of the embedded one");
    titles.put("strongroom.datasource.owner", "Its role that migrates the schema");
    titles.put("strongroom.datasource.auditor", "Its role that writes the audit trail");
    titles.put("strongroom.hsm", "An HSM, instead of SoftHSM below the home");
    titles.put("strongroom.key-ring", "What is kept in memory, and how calls wait for what is not");
    titles.put("strongroom.edge", "Limits on clients of the API");
    titles.put("strongroom.throttle", "Request quotas of accounts");
    return titles;
  }

  static String of(SettingsCatalogue catalogue) {
    StringBuilder page = new StringBuilder(HEAD);
    Map<String, List<Setting>> groups =
        catalogue.all().stream().collect(Collectors.groupingBy(Setting::group));
    if (!TITLES.keySet().equals(groups.keySet())) {
      throw new AssertionError(
          "give these groups a title, or take theirs away: " + groups.keySet());
    }
    TITLES.forEach((group, title) -> append(page, title, groups.getOrDefault(group, List.of())));
    return page.toString();
  }

  private static void append(StringBuilder page, String title, List<Setting> settings) {
    page.append("\n## ").append(title).append("\n\n");
    page.append("| property, variable | type | default | meaning |\n|---|---|---|---|\n");
    for (Setting setting : settings) {
      page.append("| `")
          .append(setting.name())
          .append(setting.isMap() ? ".NAME" : "")
          .append("`<br>`")
          .append(setting.variable())
          .append(setting.isMap() ? "_NAME" : "")
          .append("` | ")
          .append(type(setting))
          .append(" | ")
          .append(setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`")
          .append(" | ")
          .append(setting.description().replaceAll("\\{@code ([^}]*)}", "`$1`"))
          .append(" |\n");
    }
  }

  private static String type(Setting setting) {
    String type = setting.type().replaceAll(".*[.,<]([A-Za-z$]+)>?$", "$1");
    return switch (type) {
      case "String" -> setting.isSecret() ? "secret" : "text";
      case "Integer" -> "whole number";
      case "Double" -> "number";
      case "Boolean" -> "`true` or `false`";
      case "Duration" -> "time";
      case "DataSize" -> "size";
      case "Region" -> "names of regions";
      case "Mode" -> values(Mode.values());
      case "ServerRole" -> values(ServerRole.values());
      case "TlsCredentials$ClientCertificates" -> values(ClientCertificates.values());
      default -> throw new AssertionError("say how a value of " + type + " is written");
    };
  }

  private static String values(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> "`" + value.name().toLowerCase(Locale.ROOT) + "`")
        .collect(Collectors.joining(", "));
  }
}
