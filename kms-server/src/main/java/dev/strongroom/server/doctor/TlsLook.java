package dev.strongroom.server.doctor;

import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.home.Home;
import dev.strongroom.server.tls.CertificateFiles;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Looks at what protects the ports, and for how long still. */
final class TlsLook {
  private static final String SUBJECT = "tls";
  private static final Duration SOON = Duration.ofDays(14);

  private TlsLook() {}

  static Finding take(Home home, StrongroomSettings settings, Clock clock) {
    return Finding.of(SUBJECT, home, () -> look(home, settings, clock.instant()));
  }

  private static Finding look(Home home, StrongroomSettings settings, Instant now) {
    if (settings.tls().terminatedUpstream()) {
      return Finding.ok(
          SUBJECT, "It ends at proxies of " + String.join(", ", settings.trustedProxies()) + ".");
    }
    if (!settings.tls().isOn()) {
      return Finding.ok(SUBJECT, "None: the ports listen on loopback only.");
    }
    if (settings.tls().localCa() && Files.notExists(home.tlsCertificate())) {
      return Finding.ok(SUBJECT, "The local authority is made at the first start.");
    }
    CertificateFiles files = CertificateFiles.of(home, settings.tls());
    return until(files, files.check(), now);
  }

  private static Finding until(CertificateFiles files, Instant end, Instant now) {
    String says =
        "The certificate in %s %s on %s."
            .formatted(
                files.certificate(),
                end.isAfter(now) ? "expires" : "has expired",
                end.atZone(ZoneOffset.UTC).toLocalDate());
    if (end.isAfter(now.plus(SOON))) {
      return Finding.ok(SUBJECT, says);
    }
    String remedy = "Renew it; a running server uses the new files by itself.";
    return end.isAfter(now)
        ? Finding.warning(SUBJECT, says, remedy)
        : Finding.failed(SUBJECT, says, remedy);
  }
}
