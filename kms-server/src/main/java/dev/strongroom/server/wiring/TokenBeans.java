package dev.strongroom.server.wiring;

import dev.strongroom.domain.account.AccountDirectory;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.audit.ChangeAudit;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.keystore.Deployment;
import dev.strongroom.domain.keystore.DeploymentIdentity;
import dev.strongroom.domain.keystore.DeploymentLock;
import dev.strongroom.domain.keystore.RootKeyRows;
import dev.strongroom.domain.keystore.SharedPinLatch;
import dev.strongroom.domain.keystore.TokenPresence;
import dev.strongroom.domain.keystore.TokenRootKeys;
import dev.strongroom.domain.keystore.TokenWatch;
import dev.strongroom.domain.operation.platform.AccountOpening;
import dev.strongroom.domain.operation.platform.Status;
import dev.strongroom.hsm.Extractability;
import dev.strongroom.hsm.HsmSettings;
import dev.strongroom.hsm.RootKeyLife;
import dev.strongroom.hsm.Token;
import dev.strongroom.server.configuration.Mode;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.failure.StartFailure;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The token and what roots in it. */
@Configuration(proxyBeanMethods = false)
class TokenBeans {
  private static final Logger LOG = LoggerFactory.getLogger(TokenBeans.class);
  private static final String DEPLOYMENT_OBJECT = "strongroom-deployment";

  @Bean(destroyMethod = "close")
  Token token(HsmSettings hsm, DataSource dataSource, StrongroomSettings settings) {
    Token token = Token.open(hsm, new SharedPinLatch(dataSource));
    // Any path can lead to SoftHSM: only the token itself says what it is.
    if (settings.mode() == Mode.PRODUCTION && token.information().isSoftHsm()) {
      token.close();
      throw new StartFailure(
          "Production mode does not keep root keys in SoftHSM.",
          "Name another HSM's module in strongroom.hsm.module.");
    }
    return token;
  }

  @Bean
  Randomness randomness(Token token) {
    return new Randomness(token::random);
  }

  @Bean
  Deployment deployment(JdbcClient jdbc, Token token) {
    return new DeploymentIdentity(jdbc, new DeploymentObject(token)).establish();
  }

  @Bean
  TokenRootKeys rootKeyStore(
      Token token,
      AccountTransactions transactions,
      JdbcClient jdbc,
      DataSource dataSource,
      Deployment deployment,
      Queues queues,
      TokenPresence presence) {
    RootKeyRows rows =
        new RootKeyRows(transactions, jdbc, new DeploymentLock(dataSource, "root-keys"));
    RootKeyLife life = new RootKeyLife(token, rows, Extractability.NEVER);
    LOG.info("Deployment {}; token: {}", deployment.id(), token.information().inOneLine());
    RootKeyLife.Resumed resumed = life.resume();
    resumed
        .finished()
        .forEach(
            entry ->
                LOG.warn("Root key {} was left {} and is finished.", entry.owner(), entry.state()));
    resumed
        .problems()
        .forEach(
            (entry, problem) ->
                LOG.error(
                    "ALARM: root key {} was left {} and cannot be finished: {}",
                    entry.owner(),
                    entry.state(),
                    problem.getMessage()));
    // Keys prove themselves at their first use; this only finds the others early.
    Thread.ofVirtual().name("verify-root-keys").start(() -> verify(life));
    life.unregistered()
        .forEach(
            key ->
                LOG.warn(
                    "The token has a key {} (\"{}\") that no row names; it is left alone.",
                    key.id(),
                    key.label()));
    return new TokenRootKeys(token.rootKeys(), life, rows, queues.token(), presence);
  }

  @Bean
  TokenPresence tokenPresence(StrongroomSettings settings) {
    return new TokenPresence(settings.keyRing().withoutHsm());
  }

  @Bean(destroyMethod = "close")
  TokenWatch tokenWatch(
      StrongroomSettings settings,
      TokenPresence presence,
      TokenRootKeys rootKeys,
      Platform platform) {
    return new TokenWatch(
        presence, settings.keyRing().withoutHsm(), () -> rootKeys.probe(platform.account()));
  }

  private static void verify(RootKeyLife life) {
    try {
      life.verifyActive().forEach((id, problem) -> LOG.error("ALARM: {}", problem.getMessage()));
    } catch (RuntimeException e) {
      LOG.info("The root keys were not all verified.", e);
    }
  }

  @Bean
  Status.TokenStatus tokenStatus(Token token) {
    return () -> token.information().inOneLine();
  }

  @Bean
  Platform platform(
      StrongroomSettings settings,
      AccountDirectory directory,
      AccountOpening opening,
      AccountTransactions transactions,
      ChangeAudit audit,
      DataSource dataSource,
      Clock clock) {
    return new PlatformSetUp(
            new DeploymentLock(dataSource, "start"), directory, opening, transactions, audit, clock)
        .find(settings.regions().getFirst());
  }

  /** The data object in the token that carries the deployment's id. */
  private record DeploymentObject(Token token) implements DeploymentIdentity.TokenIdentity {
    @Override
    public Optional<UUID> read() {
      return token
          .data(DEPLOYMENT_OBJECT)
          .map(ByteBuffer::wrap)
          .map(bytes -> new UUID(bytes.getLong(), bytes.getLong()));
    }

    @Override
    public void write(UUID deployment) {
      byte[] id =
          ByteBuffer.allocate(2 * Long.BYTES)
              .putLong(deployment.getMostSignificantBits())
              .putLong(deployment.getLeastSignificantBits())
              .array();
      token.createData(DEPLOYMENT_OBJECT, id);
    }
  }
}
