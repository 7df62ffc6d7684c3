package dev.strongroom.server.wiring;

import dev.strongroom.domain.keystore.KeyPairMaker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** How the making of RSA key pairs stands, as metrics. */
final class KeyPairMeters implements MeterBinder {
  private static final String PREFIX = "strongroom.key_pairs.";

  private final KeyPairMaker maker;

  KeyPairMeters(KeyPairMaker maker) {
    this.maker = maker;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "running", "RSA pairs being made for calls", r -> r.calls().running());
    gauge(registry, "waiting", "Calls that wait for their turn", r -> r.calls().waiting());
    gauge(registry, "stocked", "RSA pairs made beforehand", KeyPairMaker.Report::stocked);
    refused(registry, "deadline", r -> r.calls().late());
    refused(registry, "full", r -> r.calls().crowdedOut());
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<KeyPairMaker.Report> value) {
    Gauge.builder(PREFIX + name, maker, all -> value.applyAsDouble(all.report()))
        .description(description)
        .register(registry);
  }

  private void refused(
      MeterRegistry registry, String reason, ToDoubleFunction<KeyPairMaker.Report> value) {
    FunctionCounter.builder(PREFIX + "refused", maker, all -> value.applyAsDouble(all.report()))
        .tag("reason", reason)
        .description("Calls whose turn did not come")
        .register(registry);
  }
}
