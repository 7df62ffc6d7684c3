package dev.strongroom.server.configuration;

import dev.strongroom.server.failure.SecretSettings;
import java.util.Locale;

/**
 * One of {@code strongroom.*}.
 *
 * @param name such as {@code strongroom.api.port}
 * @param type the Java type that it is bound to, with its type arguments
 * @param defaultValue as it would be written; empty where there is none
 * @param description what it is for
 */
public record Setting(String name, String type, String defaultValue, String description) {

  /** The environment variable that stands for it. */
  public String variable() {
    return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The name up to its last dot: settings that belong together. */
  public String group() {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** Whether names of the operator's own follow: {@code strongroom.throttle.rates.CreateKey}. */
  public boolean isMap() {
    return type.startsWith("java.util.Map");
  }

  /** Whether several values may be given, also one by one: {@code strongroom.regions[0]}. */
  public boolean isList() {
    return type.startsWith("java.util.List") || type.startsWith("java.util.Set");
  }

  /** Whether its value is shown to nobody. */
  public boolean isSecret() {
    return SecretSettings.isSecret(name);
  }
}
