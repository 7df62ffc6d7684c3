package dev.strongroom.server.wiring;

import dev.strongroom.api.edge.EdgeServer;
import dev.strongroom.domain.audit.AuditTrail;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.fairness.AccountShares;
import dev.strongroom.domain.keystore.KeyPairMaker;
import dev.strongroom.domain.keystore.TokenPresence;
import dev.strongroom.domain.keystore.TokenWatch;
import dev.strongroom.domain.throttle.Throttle;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The management port: whoever reaches it may ask for the health, which says what is up or down and
 * nothing more, and for the metrics, which name no account and no key.
 */
@Configuration(proxyBeanMethods = false)
class ManagementBeans {

  @Bean
  HsmHealth hsmHealthIndicator(TokenWatch watch, Randomness randomness) {
    return new HsmHealth(watch, randomness);
  }

  @Bean
  @DependsOn({"keyRing", "openedMaterials", "accountKeys", "credentials"}) // whose kinds it shows
  KeyRingMeters keyRingMeters(AccountShares shares, Queues queues, TokenPresence presence) {
    return new KeyRingMeters(shares, queues, presence);
  }

  @Bean
  KeyPairMeters keyPairMeters(KeyPairMaker maker) {
    return new KeyPairMeters(maker);
  }

  @Bean
  @Order(1)
  SecurityFilterChain managementChain(HttpSecurity http) {
    return http.securityMatcher(EndpointRequest.to("health", "prometheus"))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        // Nothing here changes anything, and nobody logs in.
        .csrf(csrf -> csrf.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }

  /** Part of the readiness: without its writer no call can be answered. */
  @Bean
  HealthIndicator auditHealthIndicator(AuditTrail trail) {
    return () -> (trail.isCurrent() ? Health.up() : Health.down()).build();
  }

  /** Part of the liveness: only a restart brings an ended writer back. */
  @Bean
  HealthIndicator auditWriterHealthIndicator(AuditTrail trail) {
    return () -> (trail.isRunning() ? Health.up() : Health.down()).build();
  }

  @Bean
  MeterBinder strongroomMeters(EdgeServer edge, Throttle throttle) {
    return registry -> {
      Gauge.builder("strongroom.connections.open", edge, EdgeServer::openConnections)
          .description("Connections of clients and of the administrative socket")
          .register(registry);
      Gauge.builder("strongroom.throttle.accounts", throttle, Throttle::remembered)
          .description("Accounts, counted by region, whose calls of late are held against them")
          .register(registry);
    };
  }
}
