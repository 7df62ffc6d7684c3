package dev.strongroom.server.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * How to reach the database, in each of its three roles.
 *
 * @param url {@code jdbc:postgresql://...}, without user and password
 * @param owner runs the migrations and nothing else
 * @param application what the operations run as
 * @param auditor inserts events of any account and reads the feed
 */
public record DatabaseAccess(
    String url, DatabaseLogin owner, DatabaseLogin application, DatabaseLogin auditor) {

  /** A connection of its own, outside of any pool. */
  public Connection connect(DatabaseLogin login) throws SQLException {
    return connect(url, login);
  }

  static Connection connect(String url, DatabaseLogin login) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    if (!login.password().isEmpty()) {
      properties.setProperty("password", login.password());
    }
    return DriverManager.getConnection(url, properties);
  }
}
