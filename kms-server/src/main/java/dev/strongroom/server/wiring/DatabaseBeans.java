package dev.strongroom.server.wiring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.strongroom.domain.account.AccountDirectory;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.account.ScopedTransactionManager;
import dev.strongroom.domain.audit.AuditTrail;
import dev.strongroom.domain.audit.ChangeAudit;
import dev.strongroom.domain.freshness.Freshness;
import dev.strongroom.hsm.HsmSettings;
import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.postgres.DatabaseAccess;
import dev.strongroom.server.postgres.DatabaseLogin;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;

/** Connections, transactions in the scope of an account, and the audit writer. */
@Configuration(proxyBeanMethods = false)
@EntityScan("dev.strongroom.domain")
@EnableJpaRepositories("dev.strongroom.domain")
class DatabaseBeans {
  private static final int POOL_SIZE = 10;
  private static final long CONNECTION_WAIT_MILLIS = 5_000;
  private static final int AUDIT_QUEUE = 16_384;

  /** Every call waits behind the audit writer, so it waits less. */
  private static final String AUDIT_TIMEOUT_SECONDS = "10";

  /** How long a silent database is waited for; a lost one is noticed by its closed connection. */
  private static final int SOCKET_TIMEOUT_SECONDS = 30;

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(DatabaseAccess access) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("application");
    pool.setDataSource(new ReconnectingDataSource(connections(access)));
    pool.setMaximumPoolSize(POOL_SIZE);
    pool.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
    return new HikariDataSource(pool);
  }

  private static DataSource connections(DatabaseAccess access) {
    PGSimpleDataSource connections = new PGSimpleDataSource();
    connections.setUrl(access.url());
    connections.setUser(access.application().user());
    if (!access.application().password().isEmpty()) {
      connections.setPassword(access.application().password());
    }
    connections.setApplicationName("strongroom");
    connections.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
    return connections;
  }

  @Bean
  Queues queues(StrongroomSettings settings, HsmSettings hsm) {
    return Queues.of(settings.keyRing(), POOL_SIZE, hsm.maximumSessions());
  }

  @Bean
  PlatformTransactionManager transactionManager(
      EntityManagerFactory entities, DataSource dataSource) {
    return new ScopedTransactionManager(entities, dataSource);
  }

  @Bean
  AccountTransactions accountTransactions(
      PlatformTransactionManager transactions,
      DataSource dataSource,
      EntityManagerFactory entities,
      Queues queues) {
    return new AccountTransactions(
        transactions,
        dataSource,
        SharedEntityManagerCreator.createSharedEntityManager(entities),
        queues.database());
  }

  @Bean
  AccountDirectory accountDirectory(JdbcClient jdbc) {
    return new AccountDirectory(jdbc);
  }

  @Bean
  Freshness freshness() {
    return new Freshness();
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  AuditTrail auditTrail(DatabaseAccess access, Freshness freshness, MeterRegistry meters) {
    return new AuditTrail(
        () -> open(access.url(), access.auditor()), freshness, AUDIT_QUEUE, meters);
  }

  private static Connection open(String url, DatabaseLogin login) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("ApplicationName", "strongroom-audit");
    properties.setProperty("socketTimeout", AUDIT_TIMEOUT_SECONDS);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("prepareThreshold", "1");
    return DriverManager.getConnection(url, properties);
  }

  @Bean
  ChangeAudit changeAudit(AuditTrail trail, JdbcClient jdbc, AccountTransactions transactions) {
    return new ChangeAudit(trail, jdbc, transactions);
  }
}
