package dev.strongroom.server.postgres;

/**
 * A role's name and password.
 *
 * @param user the role's name
 * @param password empty when the server knows the client otherwise (a certificate, say)
 */
public record DatabaseLogin(String user, String password) {
  @Override
  public String toString() {
    return "DatabaseLogin[user=" + user + "]";
  }
}
