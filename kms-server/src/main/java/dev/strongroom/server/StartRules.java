package dev.strongroom.server;

import dev.strongroom.domain.throttle.RequestQuotas;
import dev.strongroom.server.configuration.Mode;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.failure.StartFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What settings must be beyond having possible values, looked at before anything is started. */
public final class StartRules {
  private StartRules() {}

  /**
   * @throws StartFailure with what is not allowed and what is
   */
  public static void check(StrongroomSettings settings) {
    requireLoopback(settings.api().address());
    requireQuotas(settings.throttle());
    refuseInProduction(settings);
  }

  private static void requireLoopback(String address) {
    try {
      if (InetAddress.getByName(address).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      throw new StartFailure(
          "The address " + address + " of strongroom.api.address is unknown.",
          "Use 127.0.0.1 or ::1.",
          e);
    }
    throw new StartFailure(
        "The API has no TLS yet and listens on loopback addresses only, not on " + address + ".",
        "Use 127.0.0.1 or ::1 in strongroom.api.address.");
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
  }
}
