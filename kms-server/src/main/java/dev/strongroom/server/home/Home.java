package dev.strongroom.server.home;

import java.nio.file.Path;
import java.util.List;

/**
 * The layout of a server's home, {@code .strongroom/} unless {@code STRONGROOM_HOME} says
 * otherwise. Nothing of the server is kept anywhere else, so two homes never meet.
 *
 * <pre>
 *   lock                held by the running server
 *   credentials         of the first tenant, in the AWS shared credentials format
 *   application/        the unpacked jar that runs (kept by the launcher)
 *   logs/               strongroom.log, postgres.log
 *   pins/               the token's PINs
 *   postgres/           binaries/VERSION/, data/, passwords/ROLE
 *   served-database     URL of a PostgreSQL server that is not this home's own
 *   run/                server (pid, addresses), admin.sock
 *   softhsm/            softhsm2.conf, tokens/
 *   tls/                ca.crt, server.crt and their keys, of up --tls
 * </pre>
 *
 * @param directory absolute, without symbolic links once it was opened with {@link HomeOpening}
 */
public record Home(Path directory) {
  public Home {
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException("a home is an absolute path: " + directory);
    }
  }

  /** Held (as a {@link HomeLock}) by the server that uses this home. */
  public Path lock() {
    return directory.resolve("lock");
  }

  /** Access key of the first tenant ({@link TenantCredentials}). */
  public Path credentials() {
    return directory.resolve("credentials");
  }

  /** Names the PostgreSQL server that this home has served, if it ever was another than its own. */
  public Path servedDatabase() {
    return directory.resolve("served-database");
  }

  /** The unpacked application, which survives a rebuild of the checkout while it runs. */
  public Path application() {
    return directory.resolve("application");
  }

  public Path logs() {
    return directory.resolve("logs");
  }

  public Path serverLog() {
    return logs().resolve("strongroom.log");
  }

  public Path postgresLog() {
    return logs().resolve("postgres.log");
  }

  public Path pins() {
    return directory.resolve("pins");
  }

  public Path postgres() {
    return directory.resolve("postgres");
  }

  public Path postgresBinaries() {
    return postgres().resolve("binaries");
  }

  public Path postgresData() {
    return postgres().resolve("data");
  }

  public Path postgresPasswords() {
    return postgres().resolve("passwords");
  }

  public Path run() {
    return directory.resolve("run");
  }

  /** Who runs and where ({@link RunningServer}). */
  public Path server() {
    return run().resolve("server");
  }

  public Path softHsm() {
    return directory.resolve("softhsm");
  }

  /** What TLS is tried out with. */
  public Path tls() {
    return directory.resolve("tls");
  }

  /** The local authority's certificate, which clients are to trust. */
  public Path tlsAuthority() {
    return tls().resolve("ca.crt");
  }

  public Path tlsAuthorityKey() {
    return tls().resolve("ca.key");
  }

  public Path tlsCertificate() {
    return tls().resolve("server.crt");
  }

  public Path tlsPrivateKey() {
    return tls().resolve("server.key");
  }

  /** Everything that a server may have put here; a reset removes these and nothing else. */
  public List<Path> contents() {
    return List.of(
        credentials(), run(), pins(), softHsm(), tls(), postgres(), logs(), application(), lock());
  }
}
