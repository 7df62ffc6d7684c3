package dev.strongroom.domain.account;

import dev.strongroom.domain.fairness.FairQueue;
import dev.strongroom.domain.name.AccountId;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions in the scope of one account. A queue as wide as the pool stands in front of it, in
 * which accounts take turns; virtual threads that wait inside the pool stall for a second at a
 * time.
 */
public final class AccountTransactions {
  private static final String IN_SCOPE = "SELECT set_config('strongroom.account', ?, true); ";

  private final TransactionTemplate reading;
  private final TransactionTemplate changing;
  private final DataSource dataSource;
  private final JdbcTemplate jdbc;
  private final EntityManager entities;
  private final FairQueue connections;

  /**
   * @param connections as wide as the data source's pool
   */
  public AccountTransactions(
      PlatformTransactionManager transactions,
      DataSource dataSource,
      EntityManager entities,
      FairQueue connections) {
    this.dataSource = dataSource;
    jdbc = new JdbcTemplate(dataSource);
    this.entities = entities;
    reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    changing = new TransactionTemplate(transactions);
    this.connections = connections;
  }

  /** Reads the account's rows. */
  public <T> T read(AccountId account, Supplier<T> work) {
    return withConnection(reading, account, work);
  }

  /**
   * Reads one row of the account's in one exchange with the database: the scope is set by a
   * statement before it in the same implicit transaction (PostgreSQL's "Extended Query", up to the
   * Sync). A transaction as {@link #read} takes three, and an entity manager.
   *
   * @param select a single SELECT, which finds one row or none
   * @param row copies the row; it must not read anything else, since it holds the connection
   */
  public <T> Optional<T> readRow(
      AccountId account, String select, RowReader<T> row, Object... parameters) {
    Supplier<Optional<T>> read =
        () -> Optional.ofNullable(inScope(account, select, row, parameters));
    return isRunning(account) ? read.get() : connections.run(account, read);
  }

  private <T> @Nullable T inScope(
      AccountId account, String select, RowReader<T> row, Object... parameters) {
    return jdbc.execute(
        (Connection connection) -> connection.prepareStatement(IN_SCOPE + select),
        (PreparedStatement statement) -> {
          statement.setString(1, Long.toString(account.number()));
          for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 2, parameters[i]);
          }
          statement.execute();
          if (!statement.getMoreResults()) {
            throw new SQLException("a read without a result");
          }
          try (ResultSet found = statement.getResultSet()) {
            return found.next() ? row.read(found) : null;
          }
        });
  }

  /** Copies the row that a result set stands at. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Changes the account's rows: commits when the work returns, rolls back when it throws. */
  public <T> T change(AccountId account, Supplier<T> work) {
    return withConnection(changing, account, work);
  }

  /** Asks a definer function, which must answer before an account is known. */
  public <T> T lookUp(Supplier<T> work) {
    return connections.runForNobody(work);
  }

  /** Within a running change, writes into another account. */
  public <T> T within(AccountId other, Supplier<T> work) {
    AccountId mine = AccountScope.current();
    entities.flush();
    ScopedTransactionManager.bind(dataSource, other);
    T result = AccountScope.call(other, work);
    entities.flush();
    ScopedTransactionManager.bind(dataSource, mine);
    return result;
  }

  /**
   * Sends the pending statements of the running change, so that its failures show before its
   * commit.
   */
  public void flush() {
    entities.flush();
  }

  private <T> T withConnection(TransactionTemplate template, AccountId account, Supplier<T> work) {
    return isRunning(account)
        ? work.get()
        : connections.run(
            account,
            () -> AccountScope.call(account, () -> template.execute(status -> work.get())));
  }

  /**
   * Whether this thread is in a transaction of the account already. A second connection for one
   * call could starve the pool; the same account's rows are in reach anyway.
   */
  private static boolean isRunning(AccountId account) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      return false;
    }
    if (!AccountScope.current().equals(account)) {
      throw new IllegalStateException("a transaction of another account is running");
    }
    return true;
  }
}
