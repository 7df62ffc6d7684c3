package dev.strongroom.server.configuration;

import dev.strongroom.server.failure.StartFailure;
import dev.strongroom.server.failure.WrittenIn;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Refuses what looks like a setting and is none: a misspelt one would silently leave its default in
 * force.
 */
public final class UnknownSettings {
  private static final String PREFIX = "strongroom.";
  private static final String VARIABLE_PREFIX = "STRONGROOM_";
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("STRONGROOM_HOME", "STRONGROOM_JAVA_OPTIONS", "strongroom.home");

  // Kubernetes sets them for every Service whose name begins so ("Discovering services").
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(
          "STRONGROOM(_[A-Z0-9]+)*_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private UnknownSettings() {}

  /**
   * @throws StartFailure when any source has a name that is no setting's; it names the nearest
   */
  public static void refuse(ConfigurableEnvironment environment, SettingsCatalogue catalogue) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> enumerable) {
        for (String name : enumerable.getPropertyNames()) {
          if (isUnknown(SettingsSource.of(source), name, catalogue)) {
            throw failure(source, name, catalogue);
          }
        }
      }
    }
  }

  private static boolean isUnknown(
      SettingsSource source, String name, SettingsCatalogue catalogue) {
    if (OF_THE_LAUNCHER.contains(name)
        || (source == SettingsSource.ENVIRONMENT && OF_KUBERNETES.matcher(name).matches())) {
      return false;
    }
    return source == SettingsSource.ENVIRONMENT
        ? name.startsWith(VARIABLE_PREFIX) && catalogue.findVariable(name).isEmpty()
        : name.startsWith(VARIABLE_PREFIX)
            || (name.startsWith(PREFIX) && catalogue.find(name).isEmpty());
  }

  private static StartFailure failure(
      PropertySource<?> source, String name, SettingsCatalogue catalogue) {
    SettingsSource kind = SettingsSource.of(source);
    boolean variable = kind == SettingsSource.ENVIRONMENT;
    String where = WrittenIn.file(OriginLookup.getOrigin(source, name)).orElse(kind.toString());
    Optional<String> nearest =
        catalogue.nearest(
            variable ? PREFIX + name.substring(VARIABLE_PREFIX.length()).replace('_', '.') : name);
    return new StartFailure(
        "There is no setting " + name + " (" + where + ").",
        nearest
                .flatMap(catalogue::find)
                .map(known -> "Did you mean " + (variable ? known.variable() : known.name()) + "? ")
                .orElse("")
            + "docs/configuration.md lists all settings.");
  }
}
