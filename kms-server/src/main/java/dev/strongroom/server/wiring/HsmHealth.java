package dev.strongroom.server.wiring;

import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.keystore.TokenWatch;
import java.time.Duration;
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

  HsmHealth(TokenWatch watch, Randomness randomness) {
    this.watch = watch;
    this.randomness = randomness;
  }

  @Override
  public Health health() {
    boolean givesRandomBytes =
        randomness.hsmSilence().map(silence -> silence.compareTo(SERIOUS) < 0).orElse(true);
    return (watch.answers() && givesRandomBytes ? Health.up() : Health.down()).build();
  }
}
