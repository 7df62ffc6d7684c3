package dev.strongroom.server.postgres;

import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A PostgreSQL server on loopback as its administrator reaches it; the passwords of its roles are
 * in files of the home.
 *
 * @param home keeps the passwords
 * @param port on 127.0.0.1
 */
record LoopbackServer(Home home, int port) {

  static Path passwordFile(Home home, String role) {
    return home.postgresPasswords().resolve(role);
  }

  /** The URL of one of its databases. */
  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** The role's login; its password is made at the first asking and kept in a file of its own. */
  DatabaseLogin login(String role) throws IOException {
    return new DatabaseLogin(role, PrivateFiles.readOrMakeSecret(passwordFile(home, role)));
  }

  /** For the set-up, and for counting what a reset would destroy. */
  Connection connectAsSuperuser(String database) throws IOException, SQLException {
    return DatabaseAccess.connect(url(database), login(DataDirectory.SUPERUSER));
  }
}
