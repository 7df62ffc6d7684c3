package dev.strongroom.domain.keystore;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.hsm.RootKey;
import dev.strongroom.hsm.RootKeyId;
import dev.strongroom.hsm.RootKeyRegister;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The register of root keys: rows of {@code root_key}, each in its account's scope. */
public final class RootKeyRows implements RootKeyRegister {
  private final AccountTransactions transactions;
  private final JdbcClient jdbc;
  private final DeploymentLock lock;

  /**
   * @param lock lets one process at a time finish entries
   */
  public RootKeyRows(AccountTransactions transactions, JdbcClient jdbc, DeploymentLock lock) {
    this.lock = lock;
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  /** Whose root key: an account and a version, written {@code 111122223333/1}. */
  record Owner(AccountId account, int version) {

    static Owner parse(String text) {
      int slash = text.indexOf('/');
      return new Owner(
          AccountId.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
      return account + "/" + version;
    }
  }

  @Override
  public void creating(RootKeyId id, String owner) {
    Owner whose = Owner.parse(owner);
    transactions.change(
        whose.account(),
        () ->
            jdbc.sql(
                    """
                    INSERT INTO root_key (account_id, version, state, cka_id)
                    VALUES (?, ?, 'CREATING', ?)
                    """)
                .params(whose.account().number(), whose.version(), id.bytes())
                .update());
  }

  @Override
  public void activate(Entry entry, byte[] checkValue) {
    Owner whose = Owner.parse(entry.owner());
    int changed =
        transactions.change(
            whose.account(),
            () ->
                jdbc.sql(
                        """
                        UPDATE root_key SET state = 'ACTIVE', check_value = ?
                        WHERE account_id = ? AND version = ? AND cka_id = ? AND state = 'CREATING'
                        """)
                    .params(
                        checkValue, whose.account().number(), whose.version(), entry.id().bytes())
                    .update());
    requireOne(changed, entry);
  }

  @Override
  public void destroying(Entry entry) {
    requireOne(move(entry, State.DESTROYING), entry);
  }

  @Override
  public void destroyed(Entry entry) {
    requireOne(move(entry, State.DESTROYED), entry);
  }

  private int move(Entry entry, State state) {
    Owner whose = Owner.parse(entry.owner());
    return transactions.change(
        whose.account(),
        () ->
            jdbc.sql(
                    """
                    UPDATE root_key SET state = ?
                    WHERE account_id = ? AND version = ? AND cka_id = ?
                    """)
                .params(state.name(), whose.account().number(), whose.version(), entry.id().bytes())
                .update());
  }

  private static void requireOne(int changed, Entry entry) {
    if (changed != 1) {
      throw new IllegalStateException("root key " + entry.owner() + " is not in the state it was");
    }
  }

  @Override
  public List<Entry> entries() {
    return jdbc.sql("SELECT account_id, version, state, cka_id FROM lookup_root_keys()")
        .query(
            (row, number) ->
                new Entry(
                    new RootKeyId(row.getBytes("cka_id")),
                    new Owner(new AccountId(row.getLong("account_id")), row.getInt("version"))
                        .toString(),
                    State.valueOf(row.getString("state"))))
        .list();
  }

  @Override
  public <T> T alone(Supplier<T> work) {
    return lock.call(work);
  }

  @Override
  public RootKey key(Entry entry) {
    return key(Owner.parse(entry.owner()));
  }

  /** A root key that is active, or being destroyed. */
  RootKey key(Owner owner) {
    return transactions
        .readRow(
            owner.account(),
            """
            SELECT cka_id, check_value FROM root_key
            WHERE account_id = ? AND version = ? AND state IN ('ACTIVE', 'DESTROYING')
            """,
            row -> new RootKey(new RootKeyId(row.getBytes("cka_id")), row.getBytes("check_value")),
            owner.account().number(),
            owner.version())
        .orElseThrow(() -> new IllegalStateException("there is no active root key " + owner));
  }

  /** The account's newest root key. */
  Owner newest(AccountId account) {
    return transactions.read(
        account,
        () ->
            jdbc.sql("SELECT max(version) FROM root_key WHERE account_id = ? AND state = 'ACTIVE'")
                .param(account.number())
                .query((row, number) -> new Owner(account, row.getInt(1)))
                .single());
  }

  /** Reserves a number of wraps under the account's newest root key; commits at once. */
  Reserved reserve(AccountId account, int wraps) {
    return transactions.change(
        account,
        () ->
            jdbc.sql(
                    """
                    UPDATE root_key SET wraps_reserved = wraps_reserved + ?
                    WHERE account_id = ? AND state = 'ACTIVE' AND version =
                      (SELECT max(version) FROM root_key WHERE account_id = ? AND state = 'ACTIVE')
                    RETURNING version, wraps_reserved
                    """)
                .params(wraps, account.number(), account.number())
                .query(
                    (row, number) ->
                        new Reserved(new Owner(account, row.getInt(1)), row.getLong(2)))
                .optional()
                .orElseThrow(
                    () -> new IllegalStateException("account " + account + " has no root key")));
  }

  /**
   * A reservation of wraps.
   *
   * @param inAll what has been reserved so far, this included
   */
  record Reserved(Owner owner, long inAll) {}
}
