package dev.strongroom.server.frontdoor;

import dev.strongroom.api.edge.EdgeServer;
import dev.strongroom.server.CleanStop;
import dev.strongroom.server.ServerContext;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.home.HomeOpening;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server that the front-door tests share: one application context, one PostgreSQL, one SoftHSM
 * token, in a home of its own. Each test class makes its own accounts in it.
 */
public final class FrontDoor {
  /** A second region that the server answers for. */
  public static final String OTHER_REGION = "eu-central-1";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final FrontDoor SHARED = start();

  private final Home home;
  private final ConfigurableApplicationContext context;
  private final JdbcClient superuser;

  private FrontDoor(Home home, ConfigurableApplicationContext context) {
    this.home = home;
    this.context = context;
    this.superuser = TestDatabase.superuser(home);
  }

  /** The one server of this test run. */
  public static FrontDoor shared() {
    return SHARED;
  }

  private static FrontDoor start() {
    try {
      Path directory = Files.createTempDirectory("strongroom-test-");
      Home home = HomeOpening.open(new Home(directory), note -> {});
      CleanStop stop = new CleanStop();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    stop.run();
                    TestDatabase.delete(directory);
                  }));
      ConfigurableApplicationContext context =
          ServerContext.start(home, stop, progress -> {}, arguments(home).toArray(String[]::new));
      return new FrontDoor(home, context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> arguments(Home home) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--strongroom.api.port=0",
                "--strongroom.console.port=0",
                "--strongroom.management.port=0",
                ServerProcess.WIDE_THROTTLE,
                "--strongroom.regions=us-east-1," + OTHER_REGION));
    TestDatabase.settings(home).forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return arguments;
  }

  /** A part of the running server. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  /** Where its files are. */
  public Home home() {
    return home;
  }

  /** Where its API is answered. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + bean(EdgeServer.class).port());
  }

  /** The database administrator's connection, which no row-level security binds. */
  public JdbcClient superuser() {
    return superuser;
  }

  /** The same connection by itself, for reading more than fits into memory. */
  public Connection superuserConnection() throws SQLException {
    return DriverManager.getConnection(
        TestDatabase.url(home), "postgres", TestDatabase.password(home, "postgres"));
  }

  /** A new account with its root's credentials. */
  public TestAccount newAccount() {
    return TestAccounts.create(home, endpoint(), superuser);
  }

  /** Tries an assertion until it holds. */
  public static void await(Runnable assertion) {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError | java.util.NoSuchElementException notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
        ServerProcess.pause();
      }
    }
  }

  /**
   * An account and its root's access key.
   *
   * @param id 12 digits
   */
  public record TestAccount(
      URI endpoint, JdbcClient superuser, String id, String accessKeyId, String secret) {

    /** The same account at another server of the deployment. */
    TestAccount at(URI other) {
      return new TestAccount(other, superuser, id, accessKeyId, secret);
    }

    /** The same account by another access key, such as one that is nobody's. */
    TestAccount withAccessKey(String other) {
      return new TestAccount(endpoint, superuser, id, other, secret);
    }

    /** A client of the API in us-east-1. */
    public KmsClient kms() {
      return kms("us-east-1");
    }

    /** A client in another region. */
    public KmsClient kms(String region) {
      return build(builder -> builder.region(Region.of(region)), secret);
    }

    KmsClient kmsWithUserAgent(String suffix) {
      return build(
          builder ->
              builder.overrideConfiguration(
                  c ->
                      c.retryStrategy(r -> r.maxAttempts(1))
                          .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, suffix)),
          secret);
    }

    KmsClient kmsWithRetries(int attempts) {
      return build(
          builder ->
              builder.overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(attempts))),
          secret);
    }

    /** A client that trusts an authority, and shows a certificate if there is one. */
    KmsClient kmsOver(UrlConnectionHttpClient.Builder http) {
      return build(builder -> builder.httpClient(http.build()), secret);
    }

    KmsClient kmsWithSecret(String other) {
      return build(builder -> builder, other);
    }

    private KmsClient build(UnaryOperator<KmsClientBuilder> settings, String with) {
      KmsClientBuilder usual =
          KmsClient.builder()
              .region(Region.US_EAST_1)
              .endpointOverride(endpoint)
              .httpClient(UrlConnectionHttpClient.create())
              .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
              .credentialsProvider(credentials(with));
      return settings.apply(usual).build();
    }

    StsClient sts() {
      return StsClient.builder()
          .region(Region.US_EAST_1)
          .endpointOverride(endpoint)
          .httpClient(UrlConnectionHttpClient.create())
          .overrideConfiguration(c -> c.retryStrategy(r -> r.maxAttempts(1)))
          .credentialsProvider(credentials(secret))
          .build();
    }

    private StaticCredentialsProvider credentials(String with) {
      return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, with));
    }

    /** The account's trail, oldest first. */
    public List<JsonNode> events() {
      List<JsonNode> events = new ArrayList<>();
      superuser
          .sql("SELECT event FROM audit_event WHERE account_id = ? ORDER BY event_id")
          .param(Long.parseLong(id))
          .query(
              row -> {
                events.add(JsonMapper.shared().readTree(row.getBytes("event")));
              });
      return events;
    }
  }
}
