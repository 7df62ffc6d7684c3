package dev.strongroom.domain.keystore;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes sure that database and token belong together: both carry the deployment's id. A new pair
 * gets one; a pair that does not match is refused, because keys would be lost or opened in the
 * wrong place.
 */
public final class DeploymentIdentity {
  private final JdbcClient jdbc;
  private final TokenIdentity token;

  /** The id in the token's data object. */
  public interface TokenIdentity {
    Optional<UUID> read();

    void write(UUID deployment);
  }

  /** Database and token do not belong together; the message says how, and what to do. */
  public static final class MismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    MismatchException(String cause, String remedy) {
      super(cause);
      this.remedy = remedy;
    }

    public String remedy() {
      return remedy;
    }
  }

  public DeploymentIdentity(JdbcClient jdbc, TokenIdentity token) {
    this.jdbc = jdbc;
    this.token = token;
  }

  /**
   * @throws MismatchException when database and token do not belong together
   */
  public Deployment establish() {
    Optional<UUID> inDatabase = read();
    Optional<UUID> inToken = token.read();
    if (inDatabase.isEmpty()) {
      if (inToken.isPresent()) {
        throw new MismatchException(
            "The token belongs to deployment " + inToken.get() + ", and the database to none.",
            "Restore that deployment's database, or use an empty token.");
      }
      insert(UUID.randomUUID());
      inDatabase = read();
    }
    UUID deployment = inDatabase.orElseThrow();
    if (inToken.isEmpty()) {
      requireNoRootKeys(deployment);
      token.write(deployment);
    } else if (!inToken.get().equals(deployment)) {
      throw new MismatchException(
          "The token belongs to deployment "
              + inToken.get()
              + ", and the database to "
              + deployment
              + ".",
          "Use the database and the token that belong together.");
    }
    return new Deployment(deployment);
  }

  /** A database that has root keys has them in a token, and an empty token is not that one. */
  private void requireNoRootKeys(UUID deployment) {
    if (jdbc.sql("SELECT count(*) FROM lookup_root_keys()").query(Long.class).single() > 0) {
      throw new MismatchException(
          "The database belongs to deployment "
              + deployment
              + " and has root keys, and the token is empty.",
          "Use the token that holds them, or restore it from its backup.");
    }
  }

  private Optional<UUID> read() {
    return jdbc.sql("SELECT deployment_id FROM deployment").query(UUID.class).optional();
  }

  private void insert(UUID deployment) {
    jdbc.sql("INSERT INTO deployment (deployment_id) VALUES (?) ON CONFLICT DO NOTHING")
        .param(deployment)
        .update();
  }
}
