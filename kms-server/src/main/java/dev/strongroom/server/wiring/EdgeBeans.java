package dev.strongroom.server.wiring;

import dev.strongroom.api.call.AdministrativeCalls;
import dev.strongroom.api.call.AdministrativeHealth;
import dev.strongroom.api.call.SignedCalls;
import dev.strongroom.api.edge.EdgeServer;
import dev.strongroom.api.edge.EdgeSettings;
import dev.strongroom.api.edge.TransportSecurity;
import dev.strongroom.api.sigv4.ServiceProfile;
import dev.strongroom.domain.account.AccountDirectory;
import dev.strongroom.domain.identity.Credentials;
import dev.strongroom.domain.keystore.DeploymentLock;
import dev.strongroom.domain.operation.OperationPipeline;
import dev.strongroom.domain.operation.Operations;
import dev.strongroom.domain.operation.platform.CreateAccount;
import dev.strongroom.domain.operation.platform.CreateRootAccessKey;
import dev.strongroom.server.configuration.ServerRole;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.home.AdminSocket;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.tls.PortsTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The API's edge, which opens last: when it answers, everything behind it is there. */
@Configuration(proxyBeanMethods = false)
class EdgeBeans {
  // AWS allows signatures five minutes of difference.
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  @Bean
  FirstTenant firstTenant(
      OperationPipeline pipeline,
      AccountDirectory directory,
      Operations operations,
      Platform platform,
      Home home,
      StrongroomSettings settings,
      DataSource dataSource,
      Clock clock) {
    FirstTenant tenant =
        new FirstTenant(
            new DeploymentLock(dataSource, "start"),
            pipeline,
            directory,
            find(operations, CreateAccount.class),
            find(operations, CreateRootAccessKey.class),
            platform,
            home,
            clock);
    tenant.ensure(!settings.datasource().isNamed());
    return tenant;
  }

  @Bean
  PortsTls portsTls(Home home, StrongroomSettings settings, SslBundles bundles) {
    return PortsTls.of(home, settings, bundles);
  }

  private static <T> T find(Operations operations, Class<T> type) {
    return operations.all().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  @Bean(destroyMethod = "close")
  @DependsOn("firstTenant")
  EdgeServer edgeServer(
      StrongroomSettings settings,
      Home home,
      Operations operations,
      OperationPipeline pipeline,
      Credentials credentials,
      Platform platform,
      HealthEndpoint health,
      HealthEndpointGroups healthGroups,
      PortsTls tls,
      Clock clock)
      throws IOException {
    return EdgeServer.start(
        edge(settings, home, tls.api()),
        new SignedCalls(
            operations,
            pipeline,
            credentials,
            new ServiceProfile(Set.copyOf(settings.regions()), CLOCK_SKEW),
            settings.consoleUrl().map(URI::create)),
        new AdministrativeHealth(
            new EndpointHealth(health, healthGroups),
            new AdministrativeCalls(
                operations, pipeline, platform::operator, platform.homeRegion())),
        clock);
  }

  private static EdgeSettings edge(
      StrongroomSettings settings, Home home, TransportSecurity security) throws IOException {
    StrongroomSettings.Edge limits = settings.edge();
    return new EdgeSettings(
        settings.has(ServerRole.API)
            ? Optional.of(new InetSocketAddress(settings.api().address(), settings.api().port()))
            : Optional.empty(),
        security,
        Optional.of(AdminSocket.prepare(home)),
        (int) limits.maximumHeader().toBytes(),
        (int) limits.maximumBody().toBytes(),
        limits.idleTimeout(),
        limits.requestTimeout(),
        limits.maximumConnections(),
        limits.maximumPerAddress(),
        limits.drainTimeout(),
        1);
  }
}
