package dev.strongroom.domain.account;

import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.AccountName;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which accounts there are: answered by a definer function, because it spans accounts. */
public final class AccountDirectory {
  private final JdbcClient jdbc;

  public AccountDirectory(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The id and kind of an account. */
  public record Entry(AccountId account, Account.Kind kind) {}

  /** All accounts, oldest first. */
  public List<Entry> all() {
    return jdbc.sql("SELECT account_id, kind FROM lookup_accounts()")
        .query(
            (row, number) ->
                new Entry(
                    new AccountId(row.getLong("account_id")),
                    Account.Kind.valueOf(row.getString("kind"))))
        .list();
  }

  /** How many tenants have the name. */
  public int countTenantsNamed(AccountName name) {
    return jdbc.sql("SELECT count(*) FROM lookup_tenants_named(?)")
        .param(name.value())
        .query(Integer.class)
        .single();
  }
}
