package dev.strongroom.server.wiring;

import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.keystore.TokenWatch;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the HSM answers. It is down long before calls fail, which is when an operator can still
 * prevent that; so no orchestrator should restart a server for it. Why it does not answer is in the
 * log alone.
 */
final class HsmHealth implements HealthIndicator {
  private static final Duration SERIOUS = Duration.ofMinutes(1);

  private final TokenWatch watch;
  private final Randomness randomness;
  private final InstantSource clock;

  HsmHealth(TokenWatch watch, Randomness randomness, InstantSource clock) {
    this.watch = watch;
    this.randomness = randomness;
    this.clock = clock;
  }

  @Override
  public Health health() {
    boolean givesRandomBytes =
        randomness
            .hsmSilentSince()
            .map(since -> Duration.between(since, clock.instant()).compareTo(SERIOUS) < 0)
            .orElse(true);
    return (watch.answers() && givesRandomBytes ? Health.up() : Health.down()).build();
  }
}
