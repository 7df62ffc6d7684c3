package dev.strongroom.server.configuration;

import dev.strongroom.domain.name.Region;
import dev.strongroom.server.postgres.DatasourceSettings;
import dev.strongroom.server.tls.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * All of {@code strongroom.*}.
 *
 * @param mode production refuses what only suits a developer's machine
 * @param roles what this process does
 * @param regions the logical regions, the first being the one that {@code env} exports
 * @param api where the AWS wire protocols are answered
 * @param console where people are served
 * @param management where health and metrics are answered
 * @param tls the ports' TLS
 * @param trustedProxies networks (CIDR) of the proxies whose {@code X-Forwarded-For} and {@code
 *     X-Forwarded-Proto} are believed; nobody else's are
 * @param datasource a PostgreSQL server, when it is not the embedded one
 * @param hsm a PKCS#11 token, when it is not the SoftHSM below the home
 * @param keyRing what is kept in memory, and how calls wait for what is not
 * @param edge limits on clients of the API
 * @param throttle how many calls a second each account may make
 */
@ConfigurationProperties("strongroom")
public record StrongroomSettings(
    @DefaultValue("development") Mode mode,
    @DefaultValue({"api", "console", "jobs"}) Set<ServerRole> roles,
    @DefaultValue("us-east-1") List<Region> regions,
    @DefaultValue Api api,
    @DefaultValue Console console,
    @DefaultValue Management management,
    @NestedConfigurationProperty @DefaultValue TlsSettings tls,
    @DefaultValue List<String> trustedProxies,
    @NestedConfigurationProperty @DefaultValue DatasourceSettings datasource,
    @DefaultValue Hsm hsm,
    @DefaultValue KeyRing keyRing,
    @DefaultValue Edge edge,
    @DefaultValue Throttle throttle) {

  /** The highest number of a TCP port. */
  public static final int LARGEST_PORT = 65_535;

  /** What an environment gives. */
  public static StrongroomSettings of(ConfigurableEnvironment environment) {
    return Binder.get(environment).bindOrCreate("strongroom", StrongroomSettings.class);
  }

  public StrongroomSettings {
    if (regions.isEmpty() || roles.isEmpty()) {
      throw new IllegalArgumentException("strongroom.regions and strongroom.roles are not empty");
    }
    regions = List.copyOf(regions);
    roles = Set.copyOf(roles);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** Whether this process has a role. */
  public boolean has(ServerRole role) {
    return roles.contains(role);
  }

  /** Where clients find the API, if this process has it. */
  public Optional<String> apiUrl() {
    return apiPort().map(port -> port.url(tls.isOn()));
  }

  /** Where people find the console, if this process has it. */
  public Optional<String> consoleUrl() {
    return consolePort().map(port -> port.url(tls.isOn()) + "/console");
  }

  /** The ports that this process listens on, in their order. */
  public List<ListeningPort> listening() {
    return Stream.of(apiPort(), consolePort(), Optional.of(managementPort()))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<ListeningPort> apiPort() {
    return has(ServerRole.API)
        ? Optional.of(new ListeningPort("API", "strongroom.api", api.address(), api.port()))
        : Optional.empty();
  }

  private Optional<ListeningPort> consolePort() {
    return has(ServerRole.CONSOLE)
        ? Optional.of(
            new ListeningPort("console", "strongroom.console", console.address(), console.port()))
        : Optional.empty();
  }

  /** The management port, which every process has. */
  public ListeningPort managementPort() {
    return new ListeningPort(
        "management", "strongroom.management", management.address(), management.port());
  }

  /**
   * Where the AWS protocols are answered.
   *
   * @param address the interface's address
   * @param port 0 for any that is free
   */
  public record Api(@DefaultValue("127.0.0.1") String address, @DefaultValue("7770") int port) {
    public Api {
      requirePort("strongroom.api.port", port);
    }
  }

  /**
   * Served by Tomcat, apart from the API so that the two can be exposed apart.
   *
   * @param address the interface's address
   * @param port 0 for any that is free
   */
  public record Console(@DefaultValue("127.0.0.1") String address, @DefaultValue("7771") int port) {
    public Console {
      requirePort("strongroom.console.port", port);
    }
  }

  /**
   * Health and metrics, for the operator's own network.
   *
   * @param address the interface's address
   * @param port 0 for any that is free
   */
  public record Management(
      @DefaultValue("127.0.0.1") String address, @DefaultValue("7772") int port) {
    public Management {
      requirePort("strongroom.management.port", port);
    }
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > LARGEST_PORT) {
      throw new IllegalArgumentException(name + " is a number from 0 to 65535, not " + port);
    }
  }

  /**
   * A PKCS#11 module of version 2.40 or newer.
   *
   * @param module its library's path; empty for SoftHSM below the home
   * @param tokenLabel the label of the token, since slot numbers change
   * @param pinFile holds the user PIN and nothing else, mode 0600 or a mounted secret
   */
  public record Hsm(
      @DefaultValue("") String module,
      @DefaultValue("strongroom") String tokenLabel,
      @DefaultValue("") String pinFile) {

    /** Whether a token is named; it is then never replaced by a software one. */
    public boolean isNamed() {
      return !module.isEmpty();
    }
  }

  /**
   * @param maximumSize what keys, aliases, opened material and credentials take in memory, about
   * @param withoutHsm how long opened keys serve after the HSM's last answer; at least a second
   * @param maximumWaiting how many calls may wait for the database, and how many for the HSM
   * @param longestWait how long a call waits for its turn at each
   */
  public record KeyRing(
      @DefaultValue("64MB") DataSize maximumSize,
      @DefaultValue("5m") Duration withoutHsm,
      @DefaultValue("1000") int maximumWaiting,
      @DefaultValue("5s") Duration longestWait) {

    public KeyRing {
      require(maximumSize.toBytes() >= 1, "maximum-size", "at least 1B", maximumSize);
      require(withoutHsm.toSeconds() >= 1, "without-hsm", "at least a second", withoutHsm);
      require(maximumWaiting >= 0, "maximum-waiting", "not negative", maximumWaiting);
      require(!longestWait.isNegative(), "longest-wait", "not negative", longestWait);
    }

    private static void require(boolean holds, String name, String rule, Object value) {
      if (!holds) {
        throw new IllegalArgumentException(
            "strongroom.key-ring.%s is %s, and it is set to %s".formatted(name, rule, value));
      }
    }
  }

  /**
   * @param maximumConnections open at a time
   * @param maximumPerAddress open at a time from one address
   * @param maximumHeader all headers of a request
   * @param maximumBody a request's body; an operation may allow less
   * @param idleTimeout between two requests of a connection; longer than the 60 s for which SDKs
   *     keep one
   * @param requestTimeout for a client to send one request whole
   * @param drainTimeout for calls in flight when the server stops
   */
  public record Edge(
      @DefaultValue("10000") int maximumConnections,
      @DefaultValue("1000") int maximumPerAddress,
      @DefaultValue("16KB") DataSize maximumHeader,
      @DefaultValue("256KB") DataSize maximumBody,
      @DefaultValue("75s") Duration idleTimeout,
      @DefaultValue("20s") Duration requestTimeout,
      @DefaultValue("20s") Duration drainTimeout) {

    public Edge {
      requirePositive("maximum-connections", maximumConnections);
      requirePositive("maximum-per-address", maximumPerAddress);
      requirePositive("maximum-header", maximumHeader.toBytes());
      requirePositive("maximum-body", maximumBody.toBytes());
      requirePositive("idle-timeout", idleTimeout.toMillis());
      requirePositive("request-timeout", requestTimeout.toMillis());
      requirePositive("drain-timeout", drainTimeout.toMillis());
    }

    private static void requirePositive(String name, long value) {
      if (value < 1 || value > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "strongroom.edge."
                + name
                + " is from 1 to 2147483647 (milliseconds, bytes, or how many)");
      }
    }
  }

  /**
   * Request quotas, for each account and region, in each process.
   *
   * @param enabled whether accounts are held to them
   * @param rates calls a second by the name of the quota, where they are not to be AWS's
   * @param burst the calls that an account may make at once, where one second's are fewer
   */
  public record Throttle(
      @DefaultValue("true") boolean enabled,
      @DefaultValue Map<String, Double> rates,
      @DefaultValue("50") int burst) {

    public Throttle {
      rates = Map.copyOf(rates);
    }
  }
}
