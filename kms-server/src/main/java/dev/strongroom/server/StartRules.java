package dev.strongroom.server;

import dev.strongroom.api.edge.TrustedProxies;
import dev.strongroom.domain.throttle.RequestQuotas;
import dev.strongroom.server.configuration.ListeningPort;
import dev.strongroom.server.configuration.Mode;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.failure.StartFailure;
import java.util.List;

/** What settings must be beyond having possible values, looked at before anything is started. */
public final class StartRules {
  private StartRules() {}

  /**
   * @throws StartFailure with what is not allowed and what is
   */
  public static void check(StrongroomSettings settings) {
    settings.tls().check();
    requireProxies(settings);
    settings.listening().forEach(port -> requireTls(port, settings));
    requireDistinctPorts(settings.listening());
    requireQuotas(settings.throttle());
    refuseInProduction(settings);
  }

  private static void requireProxies(StrongroomSettings settings) {
    try {
      TrustedProxies.of(settings.trustedProxies());
    } catch (IllegalArgumentException e) {
      throw new StartFailure(
          "strongroom.trusted-proxies cannot be used: " + e.getMessage() + ".",
          "Name the networks of the proxies alone, separated by commas, such as 10.1.0.0/16.",
          e);
    }
    if (settings.tls().terminatedUpstream() && settings.trustedProxies().isEmpty()) {
      throw new StartFailure(
          "strongroom.tls.terminated-upstream is set, and no proxy is named that ends TLS.",
          "Name the proxies' networks in strongroom.trusted-proxies, such as 10.1.0.0/16.");
    }
  }

  private static void requireTls(ListeningPort port, StrongroomSettings settings) {
    if (!isProtected(settings) && !port.isLoopback()) {
      throw new StartFailure(
          "The %s would listen on %s without TLS, where others could read along."
              .formatted(port.purpose(), port.address()),
          "Name a certificate in strongroom.tls.certificate and strongroom.tls.private-key; or say"
              + " strongroom.tls.terminated-upstream=true when a proxy of yours ends TLS; or keep"
              + " to 127.0.0.1 in "
              + port.property()
              + ".address.");
    }
  }

  private static void requireDistinctPorts(List<ListeningPort> ports) {
    for (ListeningPort one : ports) {
      for (ListeningPort other : ports.subList(ports.indexOf(one) + 1, ports.size())) {
        if (one.meets(other)) {
          throw new StartFailure(
              "The settings use port %d twice, for the %s and for the %s."
                  .formatted(one.port(), one.purpose(), other.purpose()),
              "Change %s.port or %s.port.".formatted(one.property(), other.property()));
        }
      }
    }
  }

  private static boolean isProtected(StrongroomSettings settings) {
    return settings.tls().isOn() || settings.tls().terminatedUpstream();
  }

  private static void requireQuotas(StrongroomSettings.Throttle throttle) {
    try {
      RequestQuotas.of(throttle.rates(), throttle.burst());
    } catch (IllegalArgumentException e) {
      throw new StartFailure(
          "The throttle cannot be set so: " + e.getMessage() + ".",
          "Correct strongroom.throttle.rates.* or strongroom.throttle.burst.",
          e);
    }
  }

  private static void refuseInProduction(StrongroomSettings settings) {
    if (settings.mode() != Mode.PRODUCTION) {
      return;
    }
    if (!settings.datasource().isNamed()) {
      throw new StartFailure(
          "Production mode does not run on the embedded database.",
          "Name a PostgreSQL server in strongroom.datasource.url.");
    }
    if (!settings.hsm().isNamed()) {
      throw new StartFailure(
          "Production mode does not keep root keys in SoftHSM.",
          "Name an HSM's module in strongroom.hsm.module.");
    }
    if (!isProtected(settings) || settings.tls().localCa()) {
      throw new StartFailure(
          "Production mode does not answer calls without TLS, nor with a certificate of the local"
              + " authority.",
          "Name a certificate in strongroom.tls.certificate and strongroom.tls.private-key, or say"
              + " strongroom.tls.terminated-upstream=true when a proxy of yours ends TLS.");
    }
  }
}
