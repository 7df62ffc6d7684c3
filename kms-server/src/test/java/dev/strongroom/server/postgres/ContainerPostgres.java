package dev.strongroom.server.postgres;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.strongroom.server.TestPorts;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.PrivateFiles;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A PostgreSQL in a container, published on loopback, with the roles and the database that an
 * operator makes, and passwords below a home as the embedded server has them.
 */
public final class ContainerPostgres implements AutoCloseable {
  private static final String IMAGE =
      Objects.requireNonNullElse(System.getenv("CONTAINER_TESTS_IMAGE"), "postgres:15");
  private static final String RUN =
      Objects.requireNonNullElse(System.getenv("CONTAINER_TESTS_RUN"), "by-hand");
  private static final int PORT_INSIDE = 5432;
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private final PostgreSQLContainer container;
  private final LoopbackServer server;

  private ContainerPostgres(PostgreSQLContainer container, LoopbackServer server) {
    this.container = container;
    this.server = server;
  }

  /** Starts one; its data ends with it. */
  public static ContainerPostgres start(Home home) throws IOException {
    PrivateFiles.makeDirectory(home.postgresPasswords());
    LoopbackServer server = new LoopbackServer(home, TestPorts.free(1));
    DatabaseLogin superuser = server.login(DataDirectory.SUPERUSER);
    PostgreSQLContainer container =
        new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"))
            .withUsername(superuser.user())
            .withPassword(superuser.password())
            .withDatabaseName("postgres")
            .withLabel("dev.strongroom.test-run", RUN)
            // Testcontainers' own command turns fsync off.
            .withCommand("postgres")
            .withStartupTimeout(LONGEST_START)
            .withCreateContainerCmdModifier(command -> publish(command, server.port()));
    container.start();
    return new ContainerPostgres(container, server);
  }

  /** On loopback alone, and on a port that is the same after a restart. */
  private static void publish(CreateContainerCmd command, int port) {
    Objects.requireNonNull(command.getHostConfig())
        .withPortBindings(
            new PortBinding(
                Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(PORT_INSIDE)));
  }

  /** What an administrator does before the first start of a server: may be repeated. */
  public DatabaseAccess setUp() throws IOException, SQLException {
    return EmbeddedSetUp.run(server);
  }

  /** The URL of the database that {@link #setUp} makes. */
  public String url() {
    return server.url(EmbeddedSetUp.DATABASE);
  }

  LoopbackServer loopback() {
    return server;
  }

  /** What the server has said so far. */
  String log() {
    return container.getLogs();
  }

  /** SIGKILL to every process of the container: nothing is finished, nothing is closed. */
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }

  /** Starts it again after a {@link #kill}, on the same data and port, and waits for its answer. */
  public void restart() throws InterruptedException {
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (true) {
      try {
        server.connectAsSuperuser("postgres").close();
        return;
      } catch (SQLException | IOException e) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("PostgreSQL does not answer again: " + log(), e);
        }
        Thread.sleep(100);
      }
    }
  }

  /** Removes it, with its data. */
  @Override
  public void close() {
    container.stop();
  }
}
