package dev.strongroom.domain.account;

import dev.strongroom.domain.fairness.FairQueue;
import dev.strongroom.domain.name.AccountId;
import jakarta.persistence.EntityManager;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions in the scope of one account. A queue as wide as the pool stands in front of it, in
 * which accounts take turns; virtual threads that wait inside the pool stall for a second at a
 * time.
 */
public final class AccountTransactions {
  private final TransactionTemplate reading;
  private final TransactionTemplate changing;
  private final DataSource dataSource;
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
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      // A second connection for one call could starve the pool; the same account's rows are in
      // reach anyway.
      if (!AccountScope.current().equals(account)) {
        throw new IllegalStateException("a transaction of another account is running");
      }
      return work.get();
    }
    return connections.run(
        account, () -> AccountScope.call(account, () -> template.execute(status -> work.get())));
  }
}
