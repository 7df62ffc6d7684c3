package dev.strongroom.server.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * A setting's value in force.
 *
 * @param value as it was given; what is secret is masked
 * @param source where it was given
 */
public record EffectiveSetting(String name, String value, SettingsSource source) {
  private static final String MASK = "******";

  /** Every setting's; of those with names of the operator's own, each one that is given. */
  public static List<EffectiveSetting> all(
      ConfigurableEnvironment environment, SettingsCatalogue catalogue) {
    List<EffectiveSetting> all = new ArrayList<>();
    for (Setting setting : catalogue.all()) {
      if (setting.isMap()) {
        all.addAll(entries(environment, setting));
      } else {
        all.add(of(environment, setting));
      }
    }
    return all;
  }

  private static EffectiveSetting of(ConfigurableEnvironment environment, Setting setting) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(setting.name());
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      SettingsSource from = sourceOf(source);
      ConfigurationProperty property = source.getConfigurationProperty(name);
      if (property != null && from != SettingsSource.DEFAULT) {
        return new EffectiveSetting(setting.name(), shown(setting, property), from);
      }
      List<String> indexed = indexed(source, name);
      if (setting.isList() && !indexed.isEmpty()) {
        return new EffectiveSetting(setting.name(), String.join(",", indexed), from);
      }
    }
    return new EffectiveSetting(setting.name(), setting.defaultValue(), SettingsSource.DEFAULT);
  }

  private static List<String> indexed(
      ConfigurationPropertySource source, ConfigurationPropertyName name) {
    List<String> values = new ArrayList<>();
    while (true) {
      ConfigurationProperty one =
          source.getConfigurationProperty(name.append("[" + values.size() + "]"));
      if (one == null) {
        return values;
      }
      values.add(String.valueOf(one.getValue()));
    }
  }

  private static List<EffectiveSetting> entries(
      ConfigurableEnvironment environment, Setting setting) {
    // By name: the first source that has one is the one that counts.
    Map<ConfigurationPropertyName, EffectiveSetting> entries = new LinkedHashMap<>();
    ConfigurationPropertyName parent = ConfigurationPropertyName.of(setting.name());
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource iterable) {
        for (ConfigurationPropertyName name : iterable.filter(parent::isAncestorOf)) {
          ConfigurationProperty property = iterable.getConfigurationProperty(name);
          if (property != null) {
            entries.putIfAbsent(
                name,
                new EffectiveSetting(name.toString(), shown(setting, property), sourceOf(source)));
          }
        }
      }
    }
    return List.copyOf(entries.values());
  }

  private static SettingsSource sourceOf(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        ? SettingsSource.of(underlying)
        : SettingsSource.DEFAULT;
  }

  private static String shown(Setting setting, ConfigurationProperty property) {
    // As it was written: what it refers to may be a secret.
    String value = String.valueOf(property.getValue());
    if (setting.isSecret()) {
      return value.isEmpty() ? "" : MASK;
    }
    // A URL that holds a password is refused at the start, and not shown before.
    return setting.name().endsWith(".url")
        ? value.replaceAll("//[^/@]*@", "//" + MASK + "@").replaceAll("\\?.*", "?" + MASK)
        : value;
  }
}
