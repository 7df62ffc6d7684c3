package dev.strongroom.server.failure;

/** Which settings' values are shown to nobody. */
public final class SecretSettings {
  private SecretSettings() {}

  /** Whether the value of a setting of this name is a secret. */
  public static boolean isSecret(String name) {
    return name.endsWith("password");
  }
}
