package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.account.Accounts;
import dev.strongroom.domain.key.Key;
import dev.strongroom.domain.key.Keys;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.server.postgres.OnEveryPostgres;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Row-level security: a forgotten condition cannot show or write another account's rows. */
@OnEveryPostgres
class RowLevelSecurityTest {

  /** Tables without an account, each with its reason. */
  private static final Map<String, String> PLATFORM_TABLES =
      Map.of(
          "deployment", "the one row that names the deployment, read before any account is known",
          "pin_latch", "refused PINs, asked before the token and so any account is opened",
          "change_feed_horizon",
              "snapshots of the whole database, touched by a definer function only",
          "flyway_schema_history", "Flyway's own, which the application has no rights on");

  private static final List<String> TENANT_TABLES =
      List.of(
          "account",
          "root_key",
          "sealing_key",
          "kms_key",
          "key_material",
          "key_policy",
          "alias",
          "access_key",
          "change_feed",
          "audit_event");

  private static AccountTransactions transactions;
  private static JdbcClient jdbc;
  private static AccountId mine;
  private static AccountId other;

  @BeforeAll
  static void makeTwoTenantsWithKeys() {
    FrontDoor door = FrontDoor.shared();
    transactions = door.bean(AccountTransactions.class);
    jdbc = door.bean(JdbcClient.class);
    mine = makeTenant(door);
    other = makeTenant(door);
  }

  private static AccountId makeTenant(FrontDoor door) {
    FrontDoor.TestAccount account = door.newAccount();
    String key = account.kms().createKey().keyMetadata().keyId();
    account.kms().createAlias(r -> r.aliasName("alias/rls").targetKeyId(key));
    return AccountId.parse(account.id());
  }

  private static long count(String table) {
    return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  @Test
  void everyTableHasForcedRowLevelSecurityOrStandsOnTheList() {
    Set<String> open = new TreeSet<>();
    FrontDoor.shared()
        .superuser()
        .sql(
            """
            SELECT relname, relrowsecurity AND relforcerowsecurity AS forced
            FROM pg_class WHERE relnamespace = 'strongroom'::regnamespace AND relkind IN ('r', 'p')
            """)
        .query(
            row -> {
              if (!row.getBoolean("forced")) {
                open.add(row.getString("relname"));
              }
            });
    assertThat(open).isEqualTo(PLATFORM_TABLES.keySet());
  }

  @Test
  void everyTableOfTenantsHasAnAccountColumnAndAPolicyForTheApplication() {
    List<String> withPolicy =
        FrontDoor.shared()
            .superuser()
            .sql(
                """
                SELECT c.relname FROM pg_class c
                WHERE c.relnamespace = 'strongroom'::regnamespace AND c.relkind IN ('r', 'p')
                  AND NOT c.relispartition AND c.relforcerowsecurity
                  AND EXISTS (SELECT FROM pg_attribute a
                              WHERE a.attrelid = c.oid AND a.attname = 'account_id')
                  AND EXISTS (SELECT FROM pg_policy p
                              WHERE p.polrelid = c.oid AND p.polname = 'tenant')
                """)
            .query(String.class)
            .list();
    assertThat(withPolicy).containsExactlyInAnyOrderElementsOf(TENANT_TABLES);
  }

  @Test
  void withoutAScopeNoRowComesBack() {
    for (int round = 0; round < 3; round++) {
      // A scoped use in between: the pooled connection must not carry its scope over.
      transactions.read(mine, () -> count("kms_key"));
      for (String table : TENANT_TABLES) {
        assertThat(count(table)).as(table).isZero();
      }
    }
  }

  @Test
  void withoutAScopeNoTransactionBegins() {
    Keys keys = FrontDoor.shared().bean(Keys.class);
    assertThatThrownBy(keys::count).hasMessageContaining("needs the scope of an account");
  }

  @Test
  void aScopeShowsItsOwnRowsThroughJdbc() {
    for (String table : TENANT_TABLES) {
      Set<Long> seen =
          transactions.read(
              mine,
              () -> jdbc.sql("SELECT DISTINCT account_id FROM " + table).query(Long.class).set());
      assertThat(seen).as(table).containsExactly(mine.number());
    }
  }

  @Test
  void aScopeShowsItsOwnRowsThroughJpa() {
    Keys keys = FrontDoor.shared().bean(Keys.class);
    Accounts accounts = FrontDoor.shared().bean(Accounts.class);
    List<Key> found = transactions.read(mine, () -> keys.findAll());
    assertThat(found).isNotEmpty().allSatisfy(key -> assertThat(key.account()).isEqualTo(mine));
    assertThat(transactions.read(mine, () -> accounts.byId(other))).isEmpty();
    assertThat(transactions.read(other, () -> accounts.byId(other))).isPresent();
  }

  @Test
  void noRowIsWrittenForAnotherAccount() {
    assertThatThrownBy(
            () ->
                transactions.change(
                    mine,
                    () ->
                        jdbc.sql(
                                """
                                INSERT INTO change_feed (account_id, entity) VALUES (?, 'x')
                                """)
                            .param(other.number())
                            .update()))
        .isInstanceOf(DataAccessException.class);
    int updated =
        transactions.change(
            mine,
            () ->
                jdbc.sql("UPDATE kms_key SET state = 'DISABLED' WHERE account_id = ?")
                    .param(other.number())
                    .update());
    assertThat(updated).isZero();
  }

  @Test
  void theApplicationHasNoRightsBeyondItsRows() {
    for (String statement :
        List.of(
            "TRUNCATE alias",
            "DELETE FROM kms_key",
            "DELETE FROM audit_event",
            "UPDATE audit_event SET event = ''",
            "DELETE FROM change_feed",
            "SELECT * FROM flyway_schema_history",
            "SELECT * FROM change_feed_horizon",
            "ALTER TABLE kms_key DISABLE ROW LEVEL SECURITY",
            "SET ROLE strongroom_owner",
            "CREATE TABLE mine (x int)",
            "CREATE TEMP TABLE mine (x int)")) {
      assertThatThrownBy(() -> transactions.change(mine, () -> jdbc.sql(statement).update()))
          .as(statement)
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void noRoleOfOursIsExemptFromRowLevelSecurity() {
    List<String> exempt =
        FrontDoor.shared()
            .superuser()
            .sql(
                """
                SELECT rolname FROM pg_roles
                WHERE rolname LIKE 'strongroom%' AND (rolsuper OR rolbypassrls)
                """)
            .query(String.class)
            .list();
    assertThat(exempt).isEmpty();
  }

  @Test
  void definerFunctionsBelongToTheLookupRoleAndHaveAFixedSearchPath() {
    List<String> loose =
        FrontDoor.shared()
            .superuser()
            .sql(
                """
                SELECT p.proname FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
                WHERE p.pronamespace = 'strongroom'::regnamespace AND p.prosecdef
                  AND (r.rolname <> 'strongroom_lookup'
                       OR p.proconfig IS DISTINCT FROM ARRAY['search_path=pg_catalog, pg_temp']
                       OR has_function_privilege('strongroom_auditor', p.oid, 'EXECUTE'))
                """)
            .query(String.class)
            .list();
    assertThat(loose).isEmpty();
  }
}
