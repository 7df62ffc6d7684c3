package dev.strongroom.server.postgres;

import dev.strongroom.server.home.Home;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;

/** A JVM that starts the embedded server, commits one row, says so, and waits to be killed. */
final class OrphanMaker {
  private OrphanMaker() {}

  public static void main(String[] arguments) throws Exception {
    EmbeddedPostgres server = TestHomes.start(new Home(Path.of(arguments[0])));
    try (Connection connection = server.loopback().connectAsSuperuser("postgres")) {
      connection.createStatement().execute("create table kept (text text)");
      connection.createStatement().execute("insert into kept values ('before the kill')");
    }
    System.out.println(server.port());
    new CountDownLatch(1).await();
  }
}
