package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code strongroom.datasource.*}: a PostgreSQL server of the operator's. Without {@code url} the
 * embedded one is used.
 *
 * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE?sslmode=verify-full}
 * @param username of the application's role
 * @param password of the application's role
 * @param owner the role that runs the migrations
 * @param auditor the role that writes the audit trail
 */
public record DatasourceSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @DefaultValue Login owner,
    @DefaultValue Login auditor) {

  /**
   * Another role's user name and password.
   *
   * @param username of the role
   * @param password of the role
   */
  public record Login(@DefaultValue("") String username, @DefaultValue("") String password) {
    @Override
    public String toString() {
      return "Login[username=" + username + "]";
    }
  }

  /** No server is named. */
  public static DatasourceSettings none() {
    return new DatasourceSettings("", "", "", new Login("", ""), new Login("", ""));
  }

  /** Whether a server is named; any of the settings says that one is meant. */
  public boolean isNamed() {
    return !(url
            + username
            + password
            + owner.username()
            + owner.password()
            + auditor.username()
            + auditor.password())
        .isEmpty();
  }

  /**
   * @throws StartFailure when a part is missing: nothing is guessed, and the embedded server is
   *     never taken instead
   */
  public DatabaseAccess access() {
    require(url, "url");
    require(username, "username");
    require(owner.username(), "owner.username");
    require(auditor.username(), "auditor.username");
    return new DatabaseAccess(
        url,
        new DatabaseLogin(owner.username(), owner.password()),
        new DatabaseLogin(username, password),
        new DatabaseLogin(auditor.username(), auditor.password()));
  }

  private static void require(String value, String name) {
    if (value.isBlank()) {
      throw new StartFailure(
          "A PostgreSQL server is configured, but strongroom.datasource." + name + " is not set.",
          "Set url, username, owner.username and auditor.username (and their passwords), or none"
              + " of them for the embedded server.");
    }
  }

  @Override
  public String toString() {
    return "DatasourceSettings[url=" + url + ", username=" + username + "]";
  }
}
