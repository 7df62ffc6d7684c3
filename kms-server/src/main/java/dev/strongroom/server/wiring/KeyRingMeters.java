package dev.strongroom.server.wiring;

import dev.strongroom.domain.fairness.AccountShares;
import dev.strongroom.domain.fairness.FairCache;
import dev.strongroom.domain.fairness.FairQueue;
import dev.strongroom.domain.keystore.TokenPresence;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * How the caches and queues stand, as metrics. Accounts are no labels, because there can be any
 * number of them: there is their count and the largest share.
 */
final class KeyRingMeters implements MeterBinder {
  private static final String PREFIX = "strongroom.key_ring.";
  private static final String BYTES = "bytes";

  private final AccountShares shares;
  private final Queues queues;
  private final TokenPresence presence;

  KeyRingMeters(AccountShares shares, Queues queues, TokenPresence presence) {
    this.shares = shares;
    this.queues = queues;
    this.presence = presence;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "size.max", BYTES, "What the key ring may hold", AccountShares.Report::maximum);
    gauge(registry, "size", BYTES, "What the key ring holds", AccountShares.Report::bytes);
    gauge(
        registry,
        "accounts",
        "accounts",
        "Accounts with anything in memory",
        AccountShares.Report::accounts);
    gauge(
        registry,
        "share.max",
        BYTES,
        "What the account with most holds",
        report -> report.heaviest().isEmpty() ? 0 : report.heaviest().getFirst().bytes());
    for (FairCache.Report cache : shares.report().caches()) {
      bindKind(registry, cache.kind());
    }
    bindQueue(registry, "database", queues.database());
    bindQueue(registry, "hsm", queues.token());
    TimeGauge.builder(
            PREFIX + "hsm.silence", presence, TimeUnit.MILLISECONDS, p -> p.silence().toMillis())
        .description("Time since the HSM last worked with a key")
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String unit,
      String description,
      ToDoubleFunction<AccountShares.Report> value) {
    Gauge.builder(PREFIX + name, shares, all -> value.applyAsDouble(all.report()))
        .baseUnit(unit)
        .description(description)
        .register(registry);
  }

  private void bindKind(MeterRegistry registry, String kind) {
    Gauge.builder(PREFIX + "entries", shares, all -> of(all, kind).entries())
        .tag("kind", kind)
        .description("Entries in memory")
        .register(registry);
    Gauge.builder(PREFIX + "kind.size", shares, all -> of(all, kind).bytes())
        .tag("kind", kind)
        .baseUnit(BYTES)
        .description("What the entries of a kind take")
        .register(registry);
    counter(registry, "hits", kind, "Found in memory", FairCache.Report::hits);
    counter(registry, "misses", kind, "Fetched from database or HSM", FairCache.Report::loads);
    counter(registry, "evictions", kind, "Gave way to others", FairCache.Report::evictions);
  }

  private void counter(
      MeterRegistry registry,
      String name,
      String kind,
      String description,
      ToDoubleFunction<FairCache.Report> value) {
    FunctionCounter.builder(PREFIX + name, shares, all -> value.applyAsDouble(of(all, kind)))
        .tag("kind", kind)
        .description(description)
        .register(registry);
  }

  private static FairCache.Report of(AccountShares shares, String kind) {
    return shares.report().caches().stream()
        .filter(cache -> cache.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static void bindQueue(MeterRegistry registry, String name, FairQueue queue) {
    Gauge.builder(PREFIX + "running", queue, q -> q.report().running())
        .tag("queue", name)
        .description("Calls that are being served")
        .register(registry);
    Gauge.builder(PREFIX + "waiting", queue, q -> q.report().waiting())
        .tag("queue", name)
        .description("Calls that wait for their turn")
        .register(registry);
    FunctionCounter.builder(PREFIX + "refused", queue, q -> q.report().late())
        .tags("queue", name, "reason", "deadline")
        .description("Calls whose turn did not come")
        .register(registry);
    FunctionCounter.builder(PREFIX + "refused", queue, q -> q.report().crowdedOut())
        .tags("queue", name, "reason", "full")
        .description("Calls whose turn did not come")
        .register(registry);
  }
}
