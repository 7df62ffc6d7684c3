package dev.strongroom.domain.account;

import dev.strongroom.domain.name.AccountId;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.commons.logging.LogFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;

/**
 * Begins every transaction in the scope of an account, and none without one. The setting ends with
 * the transaction, so a pooled connection never carries it to its next user.
 */
public final class ScopedTransactionManager extends JpaTransactionManager {
  private static final long serialVersionUID = 1L;

  public ScopedTransactionManager(EntityManagerFactory entities, DataSource dataSource) {
    super(entities);
    // Spring's would be ours by its name, and tell of each transaction where calls are asked for.
    logger = LogFactory.getLog(JpaTransactionManager.class);
    setDataSource(dataSource);
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    AccountId account = AccountScope.current();
    super.doBegin(transaction, definition);
    try {
      bind(dataSource(), account);
    } catch (RuntimeException failure) {
      doCleanupAfterCompletion(transaction);
      throw failure;
    }
  }

  /** Makes the running transaction that of another account, for the few that write into two. */
  static void bind(DataSource dataSource, AccountId account) {
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try (PreparedStatement statement =
        connection
            .prepareStatement( // Whoever waits for a row holds a connection that others need: it
                // gives up soon, and tries again.
                "SELECT set_config('strongroom.account', ?, true), set_config('lock_timeout', '500ms', true)")) {
      statement.setString(1, Long.toString(account.number()));
      statement.execute();
    } catch (SQLException e) {
      throw new CannotCreateTransactionException("The account's scope could not be set.", e);
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  private DataSource dataSource() {
    DataSource dataSource = getDataSource();
    if (dataSource == null) {
      throw new IllegalStateException("no data source");
    }
    return dataSource;
  }
}
